import { api, type Shape } from "../../api/client";
import { allowed } from "../../ui/findings";
import { civilDate, dayNumber } from "../../ui/format";
import { suggest, teamOf, type Choice } from "./choice";

type Found = Shape<"Candidates">;

/** Days on which a whole team fits, and who it would be. */
export interface Days {
  found: Found;
  choice: Choice;
}

/** What stands for or against a choice: the rules about the dates and the team, and those about each of its people. */
export function findingsOf(found: Found, choice: Choice): Shape<"Finding">[] {
  const people = new Set(Object.values(choice));
  return [...found.team_findings, ...found.candidates.filter((c) => people.has(c.person_id)).flatMap((c) => c.findings)];
}

/** How many working days ahead are looked at before giving up. */
const LOOK_AHEAD = 60;

/**
 * Looks, working day by working day, for the next first day on which the best
 * suggestion breaks no hard rule; tells each day it looks at, and stops when asked.
 */
export async function findDays(audit: string, after: string, stop: AbortSignal, told: (day: string) => void): Promise<Days | null> {
  for (let day = dayNumber(after) + 1, looked = 0; looked < LOOK_AHEAD && !stop.aborted; day++) {
    if (isWeekend(day)) continue;
    looked++;
    told(civilDate(day));
    const days = await fits(audit, civilDate(day), stop);
    if (days) return days;
  }
  return null;
}

async function fits(audit: string, from: string, signal: AbortSignal): Promise<Days | null> {
  const ask = async (team?: string[]) => {
    const { data, error } = await api.GET("/api/v1/audits/{id}/candidates", { params: { path: { id: audit }, query: { from, team } }, signal });
    if (!data) throw error;
    return data;
  };
  const found = await ask();
  const choice = suggest(found);
  if (found.positions.some((p) => !choice[p.id])) return null;
  const judged = await ask(teamOf(found.positions, choice));
  return allowed(findingsOf(judged, choice)) ? { found: judged, choice } : null;
}

/** 1970-01-01 was a Thursday. */
function isWeekend(day: number): boolean {
  return (day + 4) % 7 === 6 || (day + 4) % 7 === 0;
}
