import type { Shape } from "../../api/client";
import { formatNumber } from "../../ui/format";
import classes from "./Planning.module.css";

const WIDTH = 720;
const HEIGHT = 200;

/** How far a plan can be from the best one at most, in per cent; nothing while no bound is known. */
export function gapOf(p: { cost: number; bound: number }): string | undefined {
  return p.bound > 0 && p.cost > 0 ? `${((100 * (p.cost - p.bound)) / p.cost).toFixed(1)} %` : undefined;
}

/** The falling curve: the cost of the best plan over time, and the line no plan can go below. */
export function Curve({ points }: { points: Shape<"PlanPoint">[] }) {
  if (points.length < 2) return null;
  const last = points[points.length - 1];
  const from = points[0].ms;
  const top = Math.max(...points.map((p) => p.cost));
  const low = Math.min(...points.map((p) => (p.bound > 0 ? p.bound : p.cost)));
  const x = (ms: number) => (WIDTH * (ms - from)) / Math.max(1, last.ms - from);
  const y = (euro: number) => 8 + ((HEIGHT - 16) * (top - euro)) / Math.max(1, top - low);
  const line = (value: (p: Shape<"PlanPoint">) => number, among: Shape<"PlanPoint">[]) =>
    among.map((p, i) => `${i === 0 ? "M" : "L"}${x(p.ms).toFixed(1)} ${y(value(p)).toFixed(1)}`).join(" ");
  const bounded = points.filter((p) => p.bound > 0);
  const gap = gapOf(last);
  const says = `The cost fell from ${formatNumber(points[0].cost)} to ${formatNumber(last.cost)} euro${gap ? `; at most ${gap} above the best plan there can be` : ""}.`;
  return (
    <figure className={classes.figure}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.curve} role="img" aria-label={says} preserveAspectRatio="none">
        <path d={line((p) => p.cost, points)} className={classes.cost} />
        {bounded.length > 1 && <path d={line((p) => p.bound, bounded)} className={classes.bound} />}
      </svg>
      <figcaption>{says} The dashed line is the bound: no plan is cheaper.</figcaption>
    </figure>
  );
}
