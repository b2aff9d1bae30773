import { Badge, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, exportHref, type Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { DataTable, type Column } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { Choice, FilterBar } from "../../ui/FilterBar";
import { formatDate, formatWord } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { Standard } from "../schemes/Standard";

const route = getRouteApi("/inside/certificates");

const STATES = ["valid", "suspended", "withdrawn", "expired", "superseded", "cancelled"].map((value) => ({ value, label: formatWord(value) }));

const COLUMNS: Column<Shape<"Certificate">>[] = [
  { head: "Number", sort: "no", cell: (c) => <TextLink to="/certificates/$id" params={{ id: c.id }}>{c.no}</TextLink> },
  { head: "Client", sort: "client", cell: (c) => c.client_name },
  { head: "Standard", sort: "scheme", cell: (c) => <Standard id={c.scheme_id} /> },
  { head: "State", sort: "state", cell: (c) => <><Badge>{formatWord(c.state)}</Badge>{c.resolve_by ? <> <small>resolve by {formatDate(c.resolve_by)}</small></> : c.state === "suspended" && <> <small>no day set</small></>}</> },
  { head: "Decision", sort: "decision", cell: (c) => formatDate(c.decision) },
  { head: "Expiry", sort: "expiry", cell: (c) => formatDate(c.expiry) },
  { head: "Revision", right: true, cell: (c) => c.revision },
];

/** All certificates. */
export function Certificates() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (c: Partial<typeof search>) => void navigate({ search: (s) => ({ ...s, page: undefined, ...c }), replace: true });
  const staff = useIs("admin", "planner", "reviewer");
  const query = $api.useQuery("get", "/api/v1/certificates", { params: { query: { ...search, state: search.state as "valid", resolve_unknown: search.resolve_unknown === "true" || undefined } } });
  return (
    <Page title="Certificates">
      <FilterBar q={search.q} onQ={(q) => change({ q })} placeholder="Client or number">
        <Choice label="State" value={search.state} options={STATES} onChange={(state) => change({ state })} />
        <TextInput type="date" label="Expire before" value={search.expires_before ?? ""} onChange={(e) => change({ expires_before: e.currentTarget.value || undefined })} />
        {search.resolve_before && <TextInput type="date" label="Suspension to be resolved before" value={search.resolve_before} onChange={(e) => change({ resolve_before: e.currentTarget.value || undefined })} />}
        {search.resolve_unknown && <Choice label="Suspension" value={search.resolve_unknown} options={[{ value: "true", label: "Without a day to resolve it by" }]} onChange={(resolve_unknown) => change({ resolve_unknown })} />}
      </FilterBar>
      <DataTable
        label="Certificates" columns={COLUMNS} rows={query.data?.rows} total={query.data?.total} rowKey={(c) => c.id}
        state={search} onState={change} exportHref={staff ? exportHref("certificates", { q: search.q, sort: search.sort, state: search.state }) : undefined}
        error={query.error} onRetry={() => void query.refetch()}
        empty={<EmptyState title="No certificate matches">A certificate is issued by a decision; the ones from before come with an import.</EmptyState>}
      />
    </Page>
  );
}
