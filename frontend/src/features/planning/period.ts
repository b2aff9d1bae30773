/** A period to plan, as the address of the API takes it. */
export interface Period {
  from?: string;
  to?: string;
}

/** The periods a planner asks for by name. */
export type Named = "this quarter" | "next quarter" | "half a year" | "a year";

export const NAMED: Named[] = ["this quarter", "next quarter", "half a year", "a year"];

/** A named period as days, counted from today; what is late goes with a period that begins today. */
export function periodOf(name: Named, today: string): Period {
  const [year, month] = today.split("-").map(Number);
  const first = Math.floor((month - 1) / 3) * 3;
  switch (name) {
    case "this quarter": return { from: today, to: lastDay(year, first + 3) };
    case "next quarter": return { from: day(year, first + 3, 1), to: lastDay(year, first + 6) };
    case "half a year": return { from: today, to: lastDay(year, month + 5) };
    default: return {};
  }
}

/** The day of a month counted from January = 0, which may run over the year's end. */
function day(year: number, month: number, n: number): string {
  return new Date(Date.UTC(year, month, n)).toISOString().slice(0, 10);
}

/** The day so many days after another. */
export function daysAfter(from: string, days: number): string {
  const [year, month, d] = from.split("-").map(Number);
  return day(year, month - 1, d + days);
}

/** The last day before a month counted from January = 0. */
function lastDay(year: number, month: number): string {
  return day(year, month, 0);
}
