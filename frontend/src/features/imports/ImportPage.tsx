import { Button, Group, Progress, Stack, Table, Text } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { formatInstant, formatNumber } from "../../ui/format";
import { ButtonLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";

const route = getRouteApi("/inside/import/$id");

/** One import: how far it is, what went in, and every record that did not, with the reason. */
export function ImportPage() {
  const { id } = route.useParams();
  const query = $api.useQuery("get", "/api/v1/imports/{id}", { params: { path: { id } } }, {
    refetchInterval: (q) => (q.state.data?.state === "running" ? 700 : false),
  });
  return <Loaded query={query} what="the import">{(run) => <Run run={run} />}</Loaded>;
}

function Run({ run }: { run: Shape<"Import"> }) {
  const title = run.dry_run ? "Dry run" : "Import";
  return (
    <Page title={title} lead={`Started ${formatInstant(run.started_at)} by ${run.started_by ?? "the command line"}`} actions={<Next run={run} />}>
      <div role="status">
        <Text fw={600}>{STATES[run.state]}: {formatNumber(run.done)} of {formatNumber(run.total)} records</Text>
        {run.state === "running" && <Progress value={run.total > 0 ? (100 * run.done) / run.total : 0} aria-label="Progress" maw={520} transitionDuration={0} />}
        {run.dry_run && run.state === "done" && <Text>Nothing was changed.</Text>}
      </div>
      <Counts rows={run.counts} />
      <Faults title="Refused records" rows={run.report} none={run.state === "done" ? "Every record is right." : undefined} />
      <Faults title="Warnings: taken in, but look at them" rows={run.warnings ?? []} />
    </Page>
  );
}

/** What comes after: the import of what was just looked at, or another file. */
function Next({ run }: { run: Shape<"Import"> }) {
  const navigate = useNavigate();
  const now = $api.useMutation("post", "/api/v1/imports/{id}/import-now", { onSuccess: (i) => navigate({ to: "/import/$id", params: { id: i.id } }) });
  const another = <ButtonLink to="/import" variant="default">{run.dry_run ? "Choose another file" : "Another import"}</ButtonLink>;
  if (!run.may_import_now) return another;
  return (
    <Stack gap="xs" align="end">
      <Group>{another}<Button loading={now.isPending} onClick={() => now.mutate({ params: { path: { id: run.id } } })}>Import now</Button></Group>
      <Problem error={now.error} />
    </Stack>
  );
}

const STATES: Record<Shape<"Import">["state"], string> = { running: "Under way", done: "Done", failed: "Failed" };

function Counts({ rows }: { rows: Shape<"Import">["counts"] }) {
  if (rows.length === 0) return null;
  const heads = ["read", "new", "changed", "unchanged", "refused", "warnings"] as const;
  return (
    <Table.ScrollContainer minWidth={520} type="native" tabIndex={0} aria-label="Counts by file">
      <Table>
        <Table.Thead><Table.Tr><Table.Th>File</Table.Th>{heads.map((h) => <Table.Th key={h} ta="right">{h}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>
          {rows.map((r) => <Table.Tr key={r.file}><Table.Td>{r.file}</Table.Td>{heads.map((h) => <Table.Td key={h} ta="right">{formatNumber(r[h] ?? 0)}</Table.Td>)}</Table.Tr>)}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Faults({ title, rows, none }: { title: string; rows: Shape<"ImportFault">[]; none?: string }) {
  if (rows.length === 0) return none ? <Text>{none}</Text> : null;
  return (
    <Section title={`${title}: ${formatNumber(rows.length)}`}>
      <Table.ScrollContainer minWidth={680} type="native" tabIndex={0} aria-label={title}>
        <Table>
          <Table.Thead><Table.Tr><Table.Th>File</Table.Th><Table.Th ta="right">Record</Table.Th><Table.Th>Column</Table.Th><Table.Th>Value</Table.Th><Table.Th>What is wrong</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {rows.map((f, i) => (
              <Table.Tr key={`${f.file} ${f.record} ${f.column} ${i}`}>
                <Table.Td>{f.file}</Table.Td><Table.Td ta="right">{f.record}</Table.Td><Table.Td>{f.column}</Table.Td><Table.Td>{f.value}</Table.Td>
                <Table.Td><Stack gap={0}><span>{f.message}</span>{f.because && <Text c="dimmed" fz="sm">Only because of {f.because}</Text>}</Stack></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
