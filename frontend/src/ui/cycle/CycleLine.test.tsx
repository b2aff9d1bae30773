import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { draw } from "../../test/render";
import { cycleAxis, markDay, placeMarks } from "./geometry";
import { CycleLine } from "./CycleLine";
import type { Cycle, CycleAudit } from "./types";

const s1: CycleAudit = {
  id: "s1", label: "Surveillance 1", short: "S1", state: "confirmed", first: "2027-03-02", last: "2027-03-04",
  opens: "2027-02-10", due: "2027-05-10", limit: "2027-05-10", href: "/audits/s1",
};
const s2: CycleAudit = { id: "s2", label: "Surveillance 2", short: "S2", state: "to_plan", opens: "2028-02-10", due: "2028-05-10", limit: "2028-12-31" };
const cycle: Cycle = { label: "ISO/IEC 27001:2022", decision: "2026-05-10", expiry: "2029-05-09", audits: [s1, s2] };

describe("cycle line", () => {
  it("names every mark with state, dates and window, reachable by keyboard", () => {
    draw(<CycleLine cycle={cycle} today="2026-11-22" />);
    const link = screen.getByRole("link", { name: /^Surveillance 1, confirmed, 2 Mar 2027 \(Tue\) to 4 Mar 2027 \(Thu\); window/ });
    expect(link.getAttribute("href")).toBe("/audits/s1");
    const mark = screen.getByRole("img", { name: /^Surveillance 2, to plan, no date yet; window .*limit 31 Dec 2028/ });
    expect(mark.getAttribute("tabindex")).toBe("0");
  });

  it("says the ends and today in its own name", () => {
    draw(<CycleLine cycle={cycle} today="2026-11-22" />);
    expect(screen.getByRole("group", { name: /decided 10 May 2026 \(Sun\), expires 9 May 2029 \(Wed\); today 22 Nov 2026/ })).toBeTruthy();
  });

  it("gives the same facts as a table on demand", () => {
    draw(<CycleLine cycle={cycle} today="2026-11-22" />);
    expect(screen.queryByRole("table")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Show as a table" }));
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows).toHaveLength(3);
    expect(rows[1].textContent).toContain("confirmed");
    expect(rows[2].textContent).toContain("to plan");
  });

  it("draws a cycle that has no decision and no audits yet", () => {
    draw(<CycleLine cycle={{ label: "ISO 9001:2015", audits: [] }} today="2026-11-22" />);
    expect(screen.getByRole("group", { name: /not decided yet/ })).toBeTruthy();
  });
});

describe("its geometry", () => {
  it("keeps every day of the cycle inside the drawing", () => {
    const axis = cycleAxis(cycle, "2026-11-22", 360);
    expect(axis.x(axis.from)).toBe(16);
    expect(axis.x(axis.to)).toBe(344);
    for (const a of cycle.audits) expect(axis.x(markDay(a))).toBeGreaterThan(16);
  });

  it("puts an audit without dates at the end of its window", () => {
    expect(markDay(s2)).toBe(Date.UTC(2028, 4, 10) / 86_400_000);
  });

  it("raises the letters of marks that stand close", () => {
    const near = [s1, { ...s1, id: "b", first: "2027-03-09" }, { ...s1, id: "c", first: "2027-03-16" }];
    const levels = placeMarks(near, cycleAxis(cycle, "2026-11-22", 720)).map((p) => p.level);
    expect(levels).toEqual([0, 1, 2]);
  });

  it("stretches to a today just past the end, but not to one years later", () => {
    const end = cycleAxis(cycle, "2026-11-22", 720).to;
    expect(cycleAxis(cycle, "2029-07-01", 720).to).toBeGreaterThan(end);
    expect(cycleAxis(cycle, "2033-07-01", 720).to).toBe(end);
  });
});
