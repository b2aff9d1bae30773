// Dates that carry a rule are civil dates ("2027-05-12") in the certification
// body's zone. They are never made into a local instant, so that no browser's
// zone can move one by a day.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const DAY_MS = 86_400_000;

/** The number of days from 1970-01-01 to a civil date; NaN for what is no date. */
export function dayNumber(date: string): number {
  const m = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  if (!m) return Number.NaN;
  return Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3])) / DAY_MS;
}

/** The civil date of a day number. */
export function civilDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** "12 May 2027 (Wed)"; a dash when there is no date. */
export function formatDate(date: string | null | undefined): string {
  const day = dayNumber(date ?? "");
  if (Number.isNaN(day)) return "–";
  return `${formatDay(day)} (${WEEKDAYS[new Date(day * DAY_MS).getUTCDay()]})`;
}

function formatDay(day: number): string {
  const d = new Date(day * DAY_MS);
  return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
}

/** "12 May 2027 (Wed)" or "12 May 2027 (Wed) to 14 May 2027 (Fri)". */
export function formatSpan(from: string | null | undefined, to: string | null | undefined): string {
  if (!from || !to || from === to) return formatDate(from || to);
  return `${formatDate(from)} to ${formatDate(to)}`;
}

/** "May 2027", for the ticks of a time line. */
export function formatMonth(date: string): string {
  const day = dayNumber(date);
  if (Number.isNaN(day)) return "–";
  const d = new Date(day * DAY_MS);
  return `${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
}

/** "12 May 2027 (Wed) 14:03 UTC": an instant, the same for every reader. */
export function formatInstant(instant: string | null | undefined): string {
  const d = new Date(instant ?? "");
  if (Number.isNaN(d.getTime())) return "–";
  const iso = d.toISOString();
  return `${formatDate(iso.slice(0, 10))} ${iso.slice(11, 16)} UTC`;
}

/** Days from one civil date to another: "in 12 days", "today", "3 days ago". */
export function formatDistance(date: string, today: string): string {
  const days = dayNumber(date) - dayNumber(today);
  if (Number.isNaN(days)) return "–";
  if (days === 0) return "today";
  const far = count(Math.abs(days), "day");
  return days > 0 ? `in ${far}` : `${far} ago`;
}

/** A figure with a decimal point, thousands parted, no needless zeros. */
export function formatNumber(n: number, digits = 2): string {
  return n.toLocaleString("en-GB", { maximumFractionDigits: digits });
}

/** A word of the API for people: "stage_2" → "Stage 2", "to_plan" → "To plan". */
export function formatWord(word: string | null | undefined): string {
  if (!word) return "–";
  const spaced = word.replaceAll("_", " ").replace(/^(stage)(\d)$/, "$1 $2");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** "1 finding", "3 findings". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${formatNumber(n)} ${n === 1 ? one : many}`;
}
