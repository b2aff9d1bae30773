import type { ReactNode } from "react";
import type { Shape } from "../../api/client";
import { useMe } from "../../app/session";
import { StateWord } from "../../ui/cycle/CycleLine";
import type { MarkState } from "../../ui/cycle/types";
import { DataTable, type Column, type ListState } from "../../ui/DataTable";
import { formatDate, formatDistance, formatSpan } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Standard } from "../schemes/Standard";

type Audit = Shape<"Audit">;

interface Props {
  label: string;
  query: { data: Shape<"AuditPage"> | undefined; error: unknown; refetch: () => unknown };
  state: ListState;
  onState?: (change: ListState) => void;
  exportHref?: (as: "csv" | "xlsx") => string;
  empty: ReactNode;
}

/** Audits as a list: what, whose, how far, by when. */
export function AuditTable({ label, query, state, onState, exportHref, empty }: Props) {
  const today = useMe().today;
  const sortable = (name: string) => (onState ? name : undefined);
  const columns: Column<Audit>[] = [
    { head: "Audit", sort: sortable("no"), cell: (a) => <TextLink to="/audits/$id" params={{ id: a.id }}>{a.title}</TextLink> },
    { head: "Client", sort: sortable("client"), cell: (a) => <>{a.client_name} <small>{a.client_no}</small></> },
    { head: "Standard", cell: (a) => (a.scheme_ids ?? [a.scheme_id]).map((id) => <div key={id}><Standard id={id} /></div>) },
    { head: "State", cell: (a) => (a.mark === "cancelled" ? "cancelled" : <StateWord state={a.mark as MarkState} />) },
    { head: "Dates", cell: (a) => (a.from ? formatSpan(a.from, a.to) : "–") },
    { head: "Due", sort: sortable("due"), cell: (a) => (a.due ? <>{formatDate(a.due)} {settled(a) || <small>{urgency(a, today)}</small>}</> : "–") },
    { head: "Limit", cell: (a) => formatDate(a.window.hard_limit) },
    { head: "Lead", cell: (a) => a.lead_name ?? "–" },
  ];
  return (
    <DataTable
      label={label} columns={columns} rows={query.data?.rows} total={query.data?.total} rowKey={(a) => a.id}
      state={state} onState={onState} exportHref={exportHref} error={query.error} onRetry={() => void query.refetch()} empty={empty}
    />
  );
}

/** How far off a due day is says nothing once the audit is over. */
function settled(a: Audit): boolean {
  return a.mark === "done" || a.mark === "cancelled";
}

/** How far off the due day is; a recertification is late once its window has ended, days before it is due. */
function urgency(a: Audit, today: string): string {
  const latest = a.window.latest;
  return a.mark === "late" && latest && a.due && a.due >= today ? `window ended ${formatDate(latest)}` : formatDistance(a.due ?? today, today);
}
