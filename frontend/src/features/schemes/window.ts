import type { Shape } from "../../api/client";

type Stage2 = Shape<"StagePreset">;

/** "4 to 12 weeks, Stage 1 repeated after 6 months". */
export function windowText(w: Pick<Stage2, "min_weeks" | "max_weeks" | "hard_months">): string {
  const limit = w.hard_months ? `, Stage 1 repeated after ${w.hard_months} months` : "";
  return `${w.min_weeks} to ${w.max_weeks} weeks${limit}`;
}

const OWN = "own";

/** The window with some of its numbers changed, named after the preset it then equals, if any. */
export function changeWindow(w: Stage2, change: Partial<Stage2>, presets: Stage2[]): Stage2 {
  const next = { ...w, ...change };
  const same = presets.filter((p) => p.min_weeks === next.min_weeks && p.max_weeks === next.max_weeks && p.hard_months === next.hard_months);
  return { ...next, preset: same[0]?.preset ?? OWN };
}

/** What people call the presets. */
export function presetTitle(p: Stage2): string {
  return p.preset === "cb_default" ? `The body's default: ${windowText(p)}` : windowText(p);
}
