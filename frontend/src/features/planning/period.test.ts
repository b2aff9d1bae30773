import { expect, test } from "vitest";
import { daysAfter, periodOf } from "./period";

test.each([
  ["this quarter", "2026-11-22", { from: "2026-11-22", to: "2026-12-31" }],
  ["next quarter", "2026-11-22", { from: "2027-01-01", to: "2027-03-31" }],
  ["next quarter", "2028-01-01", { from: "2028-04-01", to: "2028-06-30" }],
  ["half a year", "2026-11-22", { from: "2026-11-22", to: "2027-04-30" }],
  ["a year", "2026-11-22", {}],
] as const)("%s from %s", (name, today, want) => {
  expect(periodOf(name, today)).toEqual(want);
});

test("a notice runs over months and years", () => {
  expect(daysAfter("2026-12-20", 14)).toBe("2027-01-03");
  expect(daysAfter("2028-02-28", 1)).toBe("2028-02-29");
});
