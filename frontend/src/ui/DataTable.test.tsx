import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { draw } from "../test/render";
import { DataTable } from "./DataTable";
import { Fact, Facts } from "./Facts";

const list = (rows: string[], total: number, onState?: () => void) => (
  <DataTable label="Audits" columns={[{ head: "Audit", cell: (r: string) => r }]} rows={rows} total={total} rowKey={(r) => r} state={{}} onState={onState} empty="Nothing" />
);

describe("a list", () => {
  it("that stays at its first rows says of how many, and offers no next page", () => {
    draw(list(["S1", "S2"], 18));
    expect(screen.getByText("1 to 2 of 18")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Next" })).toBeNull();
  });
  it("that is whole says only how many there are", () => {
    draw(list(["S1", "S2"], 2));
    expect(screen.getByText("2 rows")).toBeTruthy();
  });
  it("of several pages leads to the next one", () => {
    draw(list(["S1", "S2"], 120, () => undefined));
    expect(screen.getByRole("button", { name: "Next" })).toBeTruthy();
  });
});

describe("facts", () => {
  it("leave out a name that has no value, an empty condition too", () => {
    draw(<Facts><Fact name="Close by">{false}</Fact><Fact name="Raised">14 Sep 2026 (Mon)</Fact></Facts>);
    expect(screen.queryByText("Close by")).toBeNull();
    expect(screen.getByText("Raised")).toBeTruthy();
  });
});
