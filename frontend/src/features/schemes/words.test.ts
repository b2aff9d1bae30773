import { expect, test } from "vitest";
import { contentTitle, fieldTitle, shareText } from "./words";
import { joined } from "./TimeFields";

test("a band begins after the one before it, whatever was entered", () => {
  const rows = [{ from: 1, to: 12, days: [5] }, { from: 11, to: 15, days: [6] }, { from: 26, to: 45, days: [8.5] }];
  expect(joined(rows).map((r) => [r.from, r.to])).toEqual([[1, 12], [13, 15], [16, 45]]);
  expect(joined(rows.slice(1))[0].from).toBe(1);
});

test("shares and elements are words, unknown ones as they are written", () => {
  expect([shareText("1/3"), shareText("2/5")]).toEqual(["a third", "2/5"]);
  expect([contentTitle("cb_mark"), contentTitle("own_line")]).toEqual(["the body's mark", "own line"]);
});

test("a field of a scheme is said in words", () => {
  expect(["stage2.max_weeks", "audit_time_table.rows[26].days[0]", "audit_time_table.rows[1].days[2]", "factors[low_risk].title"].map(fieldTitle))
    .toEqual(["stage 2: max weeks", "audit time table: from 26 persons: days", "audit time table: from 1 persons: days 2", "factors low risk: title"]);
});
