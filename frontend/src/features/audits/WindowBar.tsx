import type { Shape } from "../../api/client";
import { dayNumber } from "../../ui/format";
import classes from "./WindowBar.module.css";

/** The window as a bar with the chosen dates on it; the sentence below it says the same in words. */
export function WindowBar({ window: w, from, to }: { window: Shape<"Window">; from: string; to: string }) {
  if (!w.earliest || !w.latest) return null;
  const [opens, due, first, last] = [w.earliest, w.latest, from, to].map(dayNumber);
  const limit = w.hard_limit ? Math.max(due, dayNumber(w.hard_limit)) : due;
  const start = Math.min(opens, first) - 7;
  const end = Math.max(due, last, Math.min(limit, due + 120)) + 7;
  const at = (day: number) => ((Math.min(day, end) - start) / (end - start)) * 1000;
  return (
    <svg className={classes.bar} viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
      <line className={classes.rail} x1="0" x2="1000" y1="10" y2="10" />
      {limit > due && <rect className={classes.grace} x={at(due)} width={at(limit) - at(due)} y="4" height="12" />}
      <rect className={classes.window} x={at(opens)} width={at(due) - at(opens)} y="3" height="14" />
      <rect className={first < opens || last > limit ? classes.outside : classes.chosen} x={at(first)} width={Math.max(5, at(last + 1) - at(first))} y="1" height="18" />
    </svg>
  );
}
