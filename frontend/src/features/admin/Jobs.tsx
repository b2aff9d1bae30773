import { Badge, Button, Group, Table, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { DataTable, type Column } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { Choice } from "../../ui/FilterBar";
import { dayNumber, formatDate, formatInstant, formatNumber, formatWord } from "../../ui/format";
import { Page, Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";

const route = getRouteApi("/inside/admin/jobs");

const STATES = ["pending", "done", "failed"].map((value) => ({ value, label: formatWord(value) }));

/** The work done behind the screens; what failed waits here for a person. */
export function Jobs() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (c: Partial<typeof search>) => void navigate({ search: (s) => ({ ...s, page: undefined, ...c }), replace: true });
  const query = $api.useQuery("get", "/api/v1/jobs", { params: { query: { page: search.page, kind: search.kind, state: search.state as "failed" } } }, { refetchInterval: 5_000 });
  const retry = $api.useMutation("post", "/api/v1/jobs/{id}/retry");
  const columns: Column<Shape<"Job">>[] = [
    { head: "Job", cell: (j) => formatWord(j.kind) },
    { head: "About", cell: (j) => <Text span fz="xs" c="dimmed" title={j.object}>{about(j.object)}</Text> },
    { head: "State", cell: (j) => <Badge>{j.state}</Badge> },
    { head: "Attempts", right: true, cell: (j) => j.attempt },
    { head: "Due", cell: (j) => formatInstant(j.due_at) },
    { head: "Done", cell: (j) => formatInstant(j.done_at) },
    { head: "What went wrong", cell: (j) => j.error },
    { head: "Step", cell: (j) => j.state === "failed" && <Button variant="default" size="compact-xs" onClick={() => retry.mutate({ params: { path: { id: j.id } } })}>Try again</Button> },
  ];
  return (
    <Page title="Jobs">
      {query.data && <Counts counts={query.data.counts} />}
      <Group><Choice label="State" value={search.state} options={STATES} onChange={(state) => change({ state })} /></Group>
      <Problem error={retry.error} />
      <DataTable
        label="Jobs" columns={columns} rows={query.data?.rows} total={query.data?.total} rowKey={(j) => j.id} state={search} onState={change}
        error={query.error} onRetry={() => void query.refetch()} empty={<EmptyState title="No job here">Letters, certificates and reminders are made by jobs as soon as something asks for them.</EmptyState>}
      />
    </Page>
  );
}

/** The key of what a job is about for people: its words and days; of an ID only the end, the whole is its title. */
export function about(object: string): string {
  return object.split(":").map((part) => {
    if (!Number.isNaN(dayNumber(part))) return formatDate(part);
    return /^[0-9a-f]{8}(-[0-9a-f]+){4}$/.test(part) ? `…${part.slice(-6)}` : part;
  }).join(" · ");
}

function Counts({ counts }: { counts: Shape<"JobPage">["counts"] }) {
  if (counts.length === 0) return null;
  return (
    <Section title="By kind">
      <Table.ScrollContainer minWidth={420} type="native" tabIndex={0} aria-label="Jobs by kind">
        <Table>
          <Table.Thead><Table.Tr><Table.Th>Kind</Table.Th><Table.Th>State</Table.Th><Table.Th ta="right">How many</Table.Th><Table.Th>Oldest</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {counts.map((c) => (
              <Table.Tr key={`${c.kind} ${c.state}`}><Table.Td>{formatWord(c.kind)}</Table.Td><Table.Td>{c.state}</Table.Td><Table.Td ta="right">{formatNumber(c.count)}</Table.Td><Table.Td>{formatInstant(c.oldest)}</Table.Td></Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
