import { Table, Text } from "@mantine/core";
import { $api } from "../../api/client";
import { count, formatDate } from "../../ui/format";
import { WarnIcon } from "../../ui/icons";
import { TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";

/** Who is to declare links and confidentiality, the most urgent first. */
export function DeclarationsDue() {
  const query = $api.useQuery("get", "/api/v1/declarations-due");
  return (
    <Section title="Declarations">
      <Loaded query={query} what="the declarations">
        {(rows) => (
          <details>
            <summary>{count(rows.filter((r) => r.days_left <= 0).length, "auditor has", "auditors have")} no declaration in force, of {rows.length}</summary>
            <Table.ScrollContainer minWidth={420} type="native" tabIndex={0} aria-label="Declarations by auditor">
              <Table maw={720}>
                <Table.Thead><Table.Tr><Table.Th>Auditor</Table.Th><Table.Th>Last</Table.Th><Table.Th>Due</Table.Th></Table.Tr></Table.Thead>
                <Table.Tbody>
                  {rows.map((r) => (
                    <Table.Tr key={r.person_id}>
                      <Table.Td><TextLink to="/auditors/$id" params={{ id: r.person_id }}>{r.name}</TextLink></Table.Td>
                      <Table.Td>{r.last_on ? formatDate(r.last_on) : "never"}</Table.Td>
                      <Table.Td>{r.days_left <= 0 ? <Text span c="red" fw={600}><WarnIcon /> {formatDate(r.due)}</Text> : formatDate(r.due)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </details>
        )}
      </Loaded>
    </Section>
  );
}
