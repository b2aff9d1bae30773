import { Table, Text } from "@mantine/core";
import { $api, type Shape } from "../../api/client";
import { EmptyState } from "../../ui/EmptyState";
import { count, formatDate, formatWord } from "../../ui/format";
import { WarnIcon } from "../../ui/icons";
import { TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { Standard } from "../schemes/Standard";

/** Who is to be watched at work next, in which scheme, and by when. */
export function Watched() {
  const query = $api.useQuery("get", "/api/v1/observations-due");
  return (
    <Page title="Auditors to be watched at work" lead="Each auditor is watched on site in each scheme now and then (ISO/IEC 17021-1 7.2.10). The most urgent stand first.">
      <Loaded query={query} what="who is to be watched">
        {(rows) => rows.length === 0
          ? <EmptyState title="Nobody">Nobody is authorised to audit yet.</EmptyState>
          : <List rows={rows} />}
      </Loaded>
    </Page>
  );
}

function List({ rows }: { rows: Shape<"ObservationDue">[] }) {
  const late = rows.filter((r) => r.days_left < 0).length;
  return (
    <div>
      <Text role="status">{count(rows.length, "auditor and scheme", "auditors and schemes")}, {late} late</Text>
      <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} aria-label="Auditors to be watched">
        <Table>
          <Table.Thead><Table.Tr><Table.Th>Auditor</Table.Th><Table.Th>Scheme</Table.Th><Table.Th>Last</Table.Th><Table.Th>Due</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {rows.map((r) => (
              <Table.Tr key={`${r.person_id} ${r.scheme_id}`}>
                <Table.Td><TextLink to="/auditors/$id" params={{ id: r.person_id }}>{r.name}</TextLink></Table.Td>
                <Table.Td><Standard id={r.scheme_id} /></Table.Td>
                <Table.Td>{r.last_on ? `${formatDate(r.last_on)}, ${formatWord(r.last_outcome)}` : "never"}</Table.Td>
                <Table.Td>{r.days_left < 0 ? <Text span c="red" fw={600}><WarnIcon /> {formatDate(r.due)}, late</Text> : formatDate(r.due)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
