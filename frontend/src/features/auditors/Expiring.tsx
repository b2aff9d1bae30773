import { NativeSelect, Table, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { EmptyState } from "../../ui/EmptyState";
import { count, formatDate, formatSpan } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";

const route = getRouteApi("/inside/auditors/expiring");

const WITHIN = ["30", "60", "90", "180"];

/** The authorisations that end soon, each with the booked audits it would be missed at on their own days. */
export function Expiring() {
  const { days = "90" } = route.useSearch();
  const navigate = route.useNavigate();
  const query = $api.useQuery("get", "/api/v1/authorisations-expiring", { params: { query: { days: Number(days) || 90 } } });
  return (
    <Page title="Authorisations that expire" lead="Each with the booked audits that would lack it on their own days.">
      <NativeSelect
        label="Ending within" value={days} maw={200} data={WITHIN.map((d) => ({ value: d, label: `${d} days` }))}
        onChange={(e) => void navigate({ search: { days: e.currentTarget.value === "90" ? undefined : e.currentTarget.value }, replace: true })}
      />
      <Loaded query={query} what="what expires">
        {(rows) => rows.length === 0
          ? <EmptyState title="Nothing expires">No authorisation ends within {days} days without another that follows it.</EmptyState>
          : <List rows={rows} />}
      </Loaded>
    </Page>
  );
}

function List({ rows }: { rows: Shape<"Expiring">[] }) {
  const hit = rows.reduce((n, r) => n + r.audits.length, 0);
  return (
    <div>
      <Text role="status">{count(rows.length, "authorisation")}, {count(hit, "booked audit")} hit</Text>
      <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} aria-label="Authorisations that expire">
        <Table>
          <Table.Thead><Table.Tr><Table.Th>Auditor</Table.Th><Table.Th>Authorisation</Table.Th><Table.Th>Last day</Table.Th><Table.Th>Booked audits hit</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>{rows.map((r) => <Row key={r.authorisation.id} row={r} />)}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}

function Row({ row: r }: { row: Shape<"Expiring"> }) {
  const a = r.authorisation;
  return (
    <Table.Tr>
      <Table.Td><TextLink to="/auditors/$id" params={{ id: a.person_id }}>{r.auditor_name}</TextLink></Table.Td>
      <Table.Td>{a.scheme_id}, {a.role}, {a.code}</Table.Td>
      <Table.Td>{formatDate(a.valid_to)}, {left(r.days_left)}</Table.Td>
      <Table.Td>
        {r.audits.length === 0 && <Text c="dimmed">none</Text>}
        {r.audits.map((x) => <div key={x.id}><TextLink to="/audits/$id" params={{ id: x.id }}>{x.title} ({x.no})</TextLink>, {x.client_name}, {formatSpan(x.from, x.to)}</div>)}
      </Table.Td>
    </Table.Tr>
  );
}

function left(days: number): string {
  if (days === 0) return "today";
  return days > 0 ? `in ${count(days, "day")}` : `${count(-days, "day")} ago`;
}
