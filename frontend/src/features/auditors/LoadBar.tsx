import type { Shape } from "../../api/client";
import classes from "./LoadBar.module.css";

/** Half-days booked as a bar: as long as the part of the room they take, with a mark at the target. The figures stand beside it as text. */
export function LoadBar({ load: l }: { load: Shape<"Load"> }) {
  const part = (n: number) => Math.min(100, (100 * n) / Math.max(1, l.ceiling));
  return (
    <svg className={classes.bar} viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={`${l.half_days} of ${l.ceiling} half-days, ${l.target} aimed at`}>
      <rect className={classes.room} width="100" height="10" />
      <rect className={l.half_days > l.ceiling ? classes.over : classes.booked} y="1" width={part(l.half_days)} height="8" />
      <rect className={classes.target} x={part(l.target)} width="1" height="10" />
    </svg>
  );
}
