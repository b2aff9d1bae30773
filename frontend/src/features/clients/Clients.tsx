import { getRouteApi } from "@tanstack/react-router";
import { $api, exportHref, type Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { DataTable, type Column } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { FilterBar } from "../../ui/FilterBar";
import { formatDate } from "../../ui/format";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { countryName } from "../../ui/names";

const route = getRouteApi("/inside/clients");

const COLUMNS: Column<Shape<"Client">>[] = [
  { head: "No", sort: "no", cell: (c) => c.no },
  { head: "Name", sort: "name", cell: (c) => <TextLink to="/clients/$id" params={{ id: c.id }}>{c.legal_name}</TextLink> },
  { head: "Country", sort: "country", cell: (c) => countryName(c.country) },
  { head: "Contact", cell: (c) => c.contact_name },
  { head: "Sites", right: true, cell: (c) => c.sites ?? 0 },
  { head: "Certificates", right: true, cell: (c) => c.certificates ?? 0 },
  { head: "Next due", cell: (c) => formatDate(c.next_due) },
];

/** All clients. */
export function Clients() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (c: Partial<typeof search>) => void navigate({ search: (s) => ({ ...s, page: undefined, ...c }), replace: true });
  const planner = useIs("planner", "admin");
  const query = $api.useQuery("get", "/api/v1/clients", { params: { query: search } });
  return (
    <Page title="Clients" actions={planner && <ButtonLink to="/clients/new">New client</ButtonLink>}>
      <FilterBar q={search.q} onQ={(q) => change({ q })} placeholder="Name or number" />
      <DataTable
        label="Clients" columns={COLUMNS} rows={query.data?.rows} total={query.data?.total} rowKey={(c) => c.id}
        state={search} onState={change} exportHref={exportHref("clients", { ...search })} error={query.error} onRetry={() => void query.refetch()}
        empty={search.q
          ? <EmptyState title="No client matches">Look for a part of the name, or a number such as C0001.</EmptyState>
          : <EmptyState title="No clients yet" action={planner && <ButtonLink to="/import" variant="default">Import spreadsheets</ButtonLink>}>Bring the ones you have by an import, or enter the first by hand.</EmptyState>}
      />
    </Page>
  );
}
