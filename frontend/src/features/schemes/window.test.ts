import { expect, test } from "vitest";
import { changeWindow, presetTitle, windowText } from "./window";

const presets = [
  { preset: "cb_default", min_weeks: 4, max_weeks: 12, hard_months: 6 },
  { preset: "weeks_4_12", min_weeks: 4, max_weeks: 12, hard_months: 0 },
  { preset: "weeks_4_6", min_weeks: 4, max_weeks: 6, hard_months: 0 },
];

test("a window says its weeks and its limit", () => {
  expect(windowText(presets[0])).toBe("4 to 12 weeks, Stage 1 repeated after 6 months");
  expect(windowText(presets[2])).toBe("4 to 6 weeks");
  expect(presetTitle(presets[0])).toContain("default");
});

test("a changed window bears the name of the preset it equals, else it is the body's own", () => {
  expect(changeWindow(presets[0], { hard_months: 0 }, presets).preset).toBe("weeks_4_12");
  expect(changeWindow(presets[1], { max_weeks: 6 }, presets).preset).toBe("weeks_4_6");
  expect(changeWindow(presets[1], { max_weeks: 7 }, presets).preset).toBe("own");
});
