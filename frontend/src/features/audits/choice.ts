import type { Shape } from "../../api/client";

/** Who is to sit where: person by position. */
export type Choice = Record<string, string>;

type Candidates = Shape<"Candidates">;

/** Candidates as a planner wants them: those who fit first, each group by rank. */
export function byRank(candidates: Candidates["candidates"]): Candidates["candidates"] {
  return candidates.toSorted((a, b) => Number(b.fits) - Number(a.fits) || (a.rank ?? 1e9) - (b.rank ?? 1e9));
}

/** The first suggestion: for each position in turn the best-ranked person who can hold it and sits nowhere yet. */
export function suggest({ positions, candidates }: Pick<Candidates, "positions" | "candidates">): Choice {
  const choice: Choice = {};
  for (const p of positions) {
    const taken = new Set(Object.values(choice));
    const best = byRank(candidates).find((c) => c.fits && c.positions.includes(p.id) && !taken.has(c.person_id));
    if (best) choice[p.id] = best.person_id;
  }
  return choice;
}

/** The people chosen, each once, in the order of the positions. */
export function teamOf(positions: Candidates["positions"], choice: Choice): string[] {
  return [...new Set(positions.map((p) => choice[p.id]).filter(Boolean))];
}
