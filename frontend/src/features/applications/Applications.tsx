import { Badge } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { useActs } from "../../app/session";
import { DataTable, type Column } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { Choice, FilterBar } from "../../ui/FilterBar";
import { formatInstant, formatWord } from "../../ui/format";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { Standard } from "../schemes/Standard";

const route = getRouteApi("/inside/applications");

const STATES = ["draft", "submitted", "under_review", "info_requested", "accepted", "declined", "quoted", "contracted", "lapsed"].map((value) => ({ value, label: formatWord(value) }));

const COLUMNS: Column<Shape<"Application">>[] = [
  { head: "No", sort: "no", cell: (a) => <TextLink to="/applications/$id" params={{ id: a.id }}>{a.no}</TextLink> },
  { head: "Client", sort: "client", cell: (a) => a.client_name },
  { head: "Standard", cell: (a) => <Standard id={a.scheme_id} /> },
  { head: "Scope", cell: (a) => a.scope },
  { head: "State", sort: "state", cell: (a) => <Badge>{formatWord(a.state)}</Badge> },
  { head: "Submitted", sort: "submitted", cell: (a) => formatInstant(a.submitted_at) },
];

/** Applications; a client sees its own. */
export function Applications() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (c: Partial<typeof search>) => void navigate({ search: (s) => ({ ...s, page: undefined, ...c }), replace: true });
  const mayApply = useActs("client", "planner", "admin");
  const query = $api.useQuery("get", "/api/v1/applications", { params: { query: { ...search, state: search.state as "draft", to_review: search.to_review === "true" || undefined } } });
  const apply = mayApply && <ButtonLink to="/applications/new">New application</ButtonLink>;
  return (
    <Page title="Applications" actions={apply}>
      <FilterBar q={search.q} onQ={(q) => change({ q })} placeholder="Client or number">
        <Choice label="State" value={search.state} options={STATES} onChange={(state) => change({ state, to_review: undefined })} />
        <Choice label="Review" value={search.to_review} options={[{ value: "true", label: "To review" }]} onChange={(to_review) => change({ to_review, state: undefined })} />
      </FilterBar>
      <DataTable
        label="Applications" columns={COLUMNS} rows={query.data?.rows} total={query.data?.total} rowKey={(a) => a.id}
        state={search} onState={change} error={query.error} onRetry={() => void query.refetch()}
        empty={<EmptyState title="No application here">An application says what is to be certified: the standard, the scope, the sites, how many persons. After its review it becomes a contract.</EmptyState>}
      />
    </Page>
  );
}
