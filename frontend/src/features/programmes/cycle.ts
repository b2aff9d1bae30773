import type { Shape } from "../../api/client";
import type { Cycle, CycleAudit, MarkState } from "../../ui/cycle/types";

const SHORT: Record<string, string> = { stage1: "St1", stage2: "St2", recertification: "RC", special: "Sp" };

/** A programme as the cycle line draws it; audits given up leave the line. */
export function toCycle({ programme, audits }: Pick<Shape<"ProgrammeDetail">, "programme" | "audits">): Cycle {
  return {
    label: programme.scheme_id,
    decision: programme.anchor,
    expiry: programme.expiry,
    audits: audits.filter((a) => a.mark !== "cancelled").map(toCycleAudit),
  };
}

function toCycleAudit(a: Shape<"Audit">): CycleAudit {
  return {
    id: a.id,
    label: a.title,
    short: SHORT[a.type] ?? `S${a.number}`,
    state: a.mark as MarkState,
    first: a.from ?? a.report_on,
    last: a.to,
    opens: a.window.earliest,
    due: a.window.latest ?? a.due,
    limit: a.window.hard_limit,
    href: `/audits/${a.id}`,
  };
}

/** The part of a cycle line the public may see: titles, marks and due dates. */
export function toPublicCycle(label: string, cycle: Shape<"PublicCycle">): Cycle {
  return {
    label,
    decision: cycle.anchor,
    expiry: cycle.expiry,
    audits: cycle.audits.map((a, i) => ({
      id: String(i),
      label: a.title,
      short: a.title.replace(/^Surveillance /, "S").replace(/^Recertification.*/, "RC").replace(/^Stage /, "St").slice(0, 4),
      state: a.mark as MarkState,
      due: a.due,
    })),
  };
}
