import { Badge, Stack, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { DataTable, type Column } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { FilterBar } from "../../ui/FilterBar";
import { formatInstant } from "../../ui/format";
import { Page } from "../../ui/Page";
import classes from "./Mails.module.css";

const route = getRouteApi("/inside/admin/mail");

const COLUMNS: Column<Shape<"Mail">>[] = [
  { head: "Letter", cell: (m) => <Letter mail={m} /> },
  { head: "To", cell: (m) => m.to },
  { head: "State", cell: (m) => <Stack gap={0} align="flex-start"><Badge>{m.state}</Badge>{m.error && <Text fz="sm" c="red">{m.error}</Text>}</Stack> },
  { head: "Written", sort: "created_at", cell: (m) => formatInstant(m.created_at) },
  { head: "Sent", cell: (m) => formatInstant(m.sent_at) },
];

/** Letters as they were sent, word for word. */
export function Mails() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (c: Partial<typeof search>) => void navigate({ search: (s) => ({ ...s, page: undefined, ...c }), replace: true });
  const query = $api.useQuery("get", "/api/v1/mails", { params: { query: search } });
  return (
    <Page title="Mail sent" lead="Without a mail server the letters are kept here and in a folder; nothing leaves this machine.">
      <FilterBar q={search.q} onQ={(q) => change({ q })} placeholder="Address or subject" />
      <DataTable
        label="Letters" columns={COLUMNS} rows={query.data?.rows} total={query.data?.total} rowKey={(m) => m.key} state={search} onState={change}
        error={query.error} onRetry={() => void query.refetch()} empty={<EmptyState title="No letter yet">Proposed dates, reports, decisions and reminders are told by mail.</EmptyState>}
      />
    </Page>
  );
}

function Letter({ mail }: { mail: Shape<"Mail"> }) {
  return (
    <details>
      <summary>{mail.subject}</summary>
      <pre className={classes.text}>{mail.text}</pre>
      {mail.attachments && mail.attachments.length > 0 && <Text fz="sm">With it: {mail.attachments.join(", ")}</Text>}
    </details>
  );
}
