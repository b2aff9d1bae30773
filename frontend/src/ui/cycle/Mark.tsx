import type { MarkState } from "./types";
import classes from "./CycleLine.module.css";

/** The glyph of a state, centred on (x, y): hollow, half, full, tick, or red with a stroke. */
export function Mark({ state, x = 0, y = 0, r = 7 }: { state: MarkState; x?: number; y?: number; r?: number }) {
  return (
    <g className={classes.mark} data-state={state} transform={`translate(${x} ${y})`}>
      <circle r={r} className={classes.disc} />
      {state === "proposed" && <path d={`M0 ${-r} A${r} ${r} 0 0 1 0 ${r} Z`} className={classes.half} />}
      {state === "done" && (
        <path d={`M${-0.45 * r} ${0.05 * r} L${-0.1 * r} ${0.4 * r} L${0.5 * r} ${-0.35 * r}`} className={classes.glyph} />
      )}
      {state === "late" && <path d={`M0 ${-0.5 * r} V${0.1 * r} M0 ${0.5 * r} v0.01`} className={classes.glyph} />}
    </g>
  );
}

/** The same glyph on its own, for tables and legends; its word always stands beside it. */
export function MarkIcon({ state }: { state: MarkState }) {
  return (
    <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true" className={classes.icon}>
      <Mark state={state} r={6.5} />
    </svg>
  );
}
