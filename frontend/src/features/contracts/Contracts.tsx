import { Badge, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { DataTable, type Column } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { Choice, FilterBar } from "../../ui/FilterBar";
import { formatDate, formatNumber, formatWord } from "../../ui/format";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { Standard } from "../schemes/Standard";
import { LastDay } from "./Offer";

const route = getRouteApi("/inside/contracts");

const STATES = ["offered", "active", "declined", "withdrawn", "terminated"].map((value) => ({ value, label: formatWord(value) }));

const COLUMNS: Column<Shape<"ContractRow">>[] = [
  { head: "No", sort: "no", cell: (c) => <TextLink to="/contracts/$id" params={{ id: c.id }}>{c.no}</TextLink> },
  { head: "Client", sort: "client", cell: (c) => <TextLink to="/clients/$id" params={{ id: c.client_id }}>{c.client_name}</TextLink> },
  { head: "Standard", cell: (c) => <Standard id={c.scheme_id} /> },
  { head: "State", cell: (c) => <Badge>{formatWord(c.state)}</Badge> },
  { head: "Offered", cell: (c) => formatDate(c.offered_on) },
  { head: "Valid until", sort: "valid_until", cell: (c) => <LastDay offer={c} /> },
  { head: "Signed", cell: (c) => formatDate(c.signed_on) },
  { head: "Persons", right: true, cell: (c) => formatNumber(c.persons) },
];

/** Contracts, and the offers that wait for their client. */
export function Contracts() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (c: Partial<typeof search>) => void navigate({ search: (s) => ({ ...s, page: undefined, ...c }), replace: true });
  const query = $api.useQuery("get", "/api/v1/contracts", { params: { query: { ...search, state: search.state as "offered" | undefined } } });
  return (
    <Page title="Contracts" lead="What was agreed, and the offers that wait for their client.">
      <FilterBar q={search.q} onQ={(q) => change({ q })} placeholder="Client or number">
        <Choice label="State" value={search.state} options={STATES} onChange={(state) => change({ state })} />
        <TextInput type="date" label="Open offers that end before" value={search.valid_before ?? ""} onChange={(e) => change({ valid_before: e.currentTarget.value || undefined })} />
      </FilterBar>
      <DataTable
        label="Contracts" columns={COLUMNS} rows={query.data?.rows} total={query.data?.total} rowKey={(c) => c.id} state={search} onState={change}
        error={query.error} onRetry={() => void query.refetch()}
        empty={<EmptyState title="No contract matches" action={<ButtonLink to="/applications" variant="default">Open the applications</ButtonLink>}>A contract is offered on an accepted application; those from before come with an import.</EmptyState>}
      />
    </Page>
  );
}
