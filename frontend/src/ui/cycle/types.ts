/** How far an audit of the cycle is; the mark's shape says it, a word beside it too. */
export type MarkState = "to_plan" | "proposed" | "confirmed" | "done" | "late";

/** The word of each state, shown wherever its mark is. */
export const STATE_WORDS: Record<MarkState, string> = {
  to_plan: "to plan",
  proposed: "proposed",
  confirmed: "confirmed",
  done: "done",
  late: "late",
};

/** One audit owed in a programme, with the window it may take place in. Dates are civil dates. */
export interface CycleAudit {
  id: string;
  /** "Surveillance 1" */
  label: string;
  /** A few letters for the line: "S1". */
  short: string;
  state: MarkState;
  /** First and last day, once there are dates. */
  first?: string | null;
  last?: string | null;
  /** Earliest day, target and hard limit of the window. */
  opens?: string | null;
  due?: string | null;
  limit?: string | null;
  /** Where the audit's own page is, if the reader may open it. */
  href?: string;
}

/** One programme: a line from decision to expiry. Before the decision both ends are open. */
export interface Cycle {
  /** "ISO/IEC 27001:2022" */
  label: string;
  decision?: string | null;
  expiry?: string | null;
  audits: CycleAudit[];
}
