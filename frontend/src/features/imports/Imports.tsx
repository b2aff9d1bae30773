import { Badge, Button, FileInput, Group, Paper, Text } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { $api, type Shape } from "../../api/client";
import { DataTable, type Column } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { formatInstant } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Page, Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";

const route = getRouteApi("/inside/import");

const FILES = "clients, sites, contracts, certificates, audits, auditors, authorisations, absences, interests";

const COLUMNS: Column<Shape<"Import">>[] = [
  { head: "Started", cell: (i) => <TextLink to="/import/$id" params={{ id: i.id }}>{formatInstant(i.started_at)}</TextLink> },
  { head: "By", cell: (i) => i.started_by },
  { head: "Kind", cell: (i) => (i.dry_run ? "dry run" : "import") },
  { head: "State", cell: (i) => <Badge>{i.state}</Badge> },
  { head: "Records", right: true, cell: (i) => `${i.done} of ${i.total}` },
  { head: "Refused", right: true, cell: (i) => i.report.length },
];

/** Spreadsheets in: look first, then import. Twice makes no doubles. */
export function Imports() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = $api.useQuery("get", "/api/v1/imports", { params: { query: search } });
  return (
    <Page
      title="Import" lead="Bring what you have: the CSV files, or one XLSX workbook with a sheet for each."
      actions={<Button component="a" href="/api/v1/exports/body?as=xlsx" variant="default" download>Take everything out</Button>}
    >
      <Upload />
      <Section title="Imports so far">
        <DataTable
          label="Imports" columns={COLUMNS} rows={query.data?.rows} total={query.data?.total} rowKey={(i) => i.id}
          state={search} onState={(c) => void navigate({ search: (s) => ({ ...s, ...c }), replace: true })} error={query.error} onRetry={() => void query.refetch()}
          empty={<EmptyState title="None yet">Begin with a dry run: it changes nothing and names every record that cannot go in, with the reason.</EmptyState>}
        />
      </Section>
    </Page>
  );
}

function Upload() {
  const navigate = useNavigate();
  const [files, setFiles] = useState<File[]>([]);
  const start = $api.useMutation("post", "/api/v1/imports", { onSuccess: (i) => navigate({ to: "/import/$id", params: { id: i.id } }) });
  const send = (dryRun: boolean) => {
    const body = new FormData();
    body.set("dry_run", String(dryRun));
    for (const f of files) body.append("files", f, f.name);
    // The contract knows files as binary strings; what travels is the form itself.
    start.mutate({ body: body as unknown as { files: string[] }, bodySerializer: () => body });
  };
  return (
    <Paper maw={760}>
      <FileInput multiple accept=".csv,.xlsx" label="Files" description={`${FILES} (.csv), or one .xlsx`} placeholder="Choose files" value={files} onChange={setFiles} clearable />
      <Group mt="sm">
        <Button disabled={files.length === 0} loading={start.isPending} onClick={() => send(true)}>Dry run: look only</Button>
        <Button variant="default" disabled={files.length === 0 || start.isPending} onClick={() => send(false)}>Import</Button>
      </Group>
      <Text c="dimmed" fz="sm" mt="xs">Rows that are right go in even when others are wrong; rows that hang on a refused one are named as such. Say of a suspended certificate in the column suspended_on since when: it sets by when that is to be resolved.</Text>
      <Problem error={start.error} />
    </Paper>
  );
}
