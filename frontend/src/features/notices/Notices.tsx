import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { useActs, useIs } from "../../app/session";
import { DataTable, type Column } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { Choice, FilterBar } from "../../ui/FilterBar";
import { formatInstant } from "../../ui/format";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { standing } from "./NoticeList";
import { kindOf } from "./NoticeText";

const route = getRouteApi("/inside/notices");

const COLUMNS: Column<Shape<"Notice">>[] = [
  { head: "No", sort: "no", cell: (n) => <TextLink to="/notices/$id" params={{ id: n.id }}>{n.no}</TextLink> },
  { head: "Client", sort: "client", cell: (n) => n.client_name },
  { head: "Change", cell: (n) => `${kindOf(n.kind)}: ${n.text}` },
  { head: "Told", sort: "told", cell: (n) => formatInstant(n.told_at) },
  { head: "Standing", cell: standing },
];

/** Changes that clients told; each waits for a planner until it is settled. A client sees its own. */
export function Notices() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (c: Partial<typeof search>) => void navigate({ search: (s) => ({ ...s, page: undefined, ...c }), replace: true });
  const client = useIs("client");
  const acts = useActs("client");
  const query = $api.useQuery("get", "/api/v1/notices", { params: { query: { ...search, state: search.state as "open" | undefined } } });
  return (
    <Page title={client ? "Changes told" : "Notices of change"} lead="Scope, sites, head count, legal form, management: what a certification rests on (ISO/IEC 17021-1 8.5.3)." actions={acts && <ButtonLink to="/notices/new">Tell a change</ButtonLink>}>
      <FilterBar q={search.q} onQ={(q) => change({ q })} placeholder="Client, number or words">
        <Choice label="State" value={search.state} options={[{ value: "open", label: "Open" }, { value: "resolved", label: "Settled" }]} onChange={(state) => change({ state })} />
      </FilterBar>
      <DataTable
        label="Notices" columns={COLUMNS} rows={query.data?.rows} total={query.data?.total} rowKey={(n) => n.id} state={search} onState={change}
        error={query.error} onRetry={() => void query.refetch()} empty={<EmptyState title="No change told">Clients tell changes from their own page; what each would mean is worked out at once and waits here.</EmptyState>}
      />
    </Page>
  );
}
