import { $api, exportHref, type Shape } from "../../api/client";
import { DataTable, type Column } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { languageName } from "../../ui/names";

const COLUMNS: Column<Shape<"Auditor">>[] = [
  { head: "No", cell: (a) => a.no },
  { head: "Name", cell: (a) => <TextLink to="/auditors/$id" params={{ id: a.id }}>{a.name}</TextLink> },
  { head: "Employment", cell: (a) => a.employment },
  { head: "Home", cell: (a) => a.home_city },
  { head: "Languages", cell: (a) => a.languages.map(languageName).join(", ") },
  { head: "Days a week", right: true, cell: (a) => a.days_per_week },
  { head: "State", cell: (a) => (a.active ? "active" : "not active") },
];

/** All auditors. */
export function Auditors() {
  const query = $api.useQuery("get", "/api/v1/auditors");
  return (
    <Page title="Auditors" actions={<ButtonLink to="/auditors/new">New auditor</ButtonLink>}>
      <DataTable
        label="Auditors" columns={COLUMNS} rows={query.data} total={query.data?.length} perPage={100_000} rowKey={(a) => a.id} state={{}} onState={() => undefined}
        exportHref={exportHref("auditors", {})} error={query.error} onRetry={() => void query.refetch()}
        empty={<EmptyState title="No auditors yet" action={<ButtonLink to="/import" variant="default">Import spreadsheets</ButtonLink>}>Enter them one by one, or import them: auditors.csv, authorisations.csv, absences.csv and interests.csv.</EmptyState>}
      />
    </Page>
  );
}
