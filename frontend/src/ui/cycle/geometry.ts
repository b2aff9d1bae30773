import { civilDate, dayNumber, formatMonth } from "../format";
import type { Cycle, CycleAudit } from "./types";

/** A time axis: which day stands at which x. */
export interface Axis {
  from: number;
  to: number;
  x: (day: number) => number;
}

const EDGE = 16;
const LABEL_GAP = 30;

/** The day a mark stands on: its first day, or else the end of its window. NaN when it has neither. */
export function markDay(audit: CycleAudit): number {
  return dayNumber(audit.first || audit.due || audit.limit || audit.opens || "");
}

/** The axis over everything a cycle shows, with a month's air at both ends. */
export function cycleAxis(cycle: Cycle, today: string, width: number): Axis {
  const days = [cycle.decision, cycle.expiry, ...cycle.audits.flatMap((a) => [a.first, a.last, a.opens, a.due, a.limit])]
    .map((d) => dayNumber(d ?? ""))
    .filter((d) => !Number.isNaN(d));
  const now = dayNumber(today);
  if (days.length === 0) days.push(now);
  let from = Math.min(...days) - 20;
  let to = Math.max(...days) + 20;
  // Today belongs on the line while the cycle runs or is about to; one long over keeps its own length.
  if (now > to && now - to < 180) to = now + 20;
  if (now < from && from - now < 180) from = now - 20;
  const scale = (width - 2 * EDGE) / (to - from);
  return { from, to, x: (day) => EDGE + (day - from) * scale };
}

/** The first days of the months that get a tick: quarters on a short axis, half-years or years on a long one. */
export function ticks(axis: Axis): { day: number; label: string }[] {
  const width = axis.x(axis.to) - axis.x(axis.from);
  const months = (axis.to - axis.from) / 30.4;
  const room = Math.max(1, Math.floor(width / 66));
  const step = [1, 3, 6, 12, 24].find((s) => months / s <= room) ?? 36;
  const out: { day: number; label: string }[] = [];
  const start = new Date(axis.from * 86_400_000);
  for (let m = start.getUTCFullYear() * 12 + start.getUTCMonth() + 1; ; m++) {
    const day = Date.UTC(Math.floor(m / 12), m % 12, 1) / 86_400_000;
    if (day > axis.to) return out;
    if (m % step === 0) out.push({ day, label: formatMonth(civilDate(day)) });
  }
}

/** A mark's place: x on the line, and the level of its letters, raised where two would touch. */
export interface Placed {
  audit: CycleAudit;
  x: number;
  level: number;
}

/** Marks from left to right; those closer than their letters climb one level. */
export function placeMarks(audits: CycleAudit[], axis: Axis): Placed[] {
  const placed = audits
    .map((audit) => ({ audit, x: axis.x(markDay(audit)), level: 0 }))
    .filter((p) => !Number.isNaN(p.x))
    .toSorted((a, b) => a.x - b.x);
  const lastX: number[] = [];
  for (const p of placed) {
    let level = 0;
    while (level < 2 && p.x - (lastX[level] ?? -Infinity) < LABEL_GAP) level++;
    p.level = level;
    lastX[level] = p.x;
  }
  return placed;
}
