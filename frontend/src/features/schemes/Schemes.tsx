import { Table } from "@mantine/core";
import { $api } from "../../api/client";
import { TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { windowText } from "./window";

/** What the body certifies against, each with the numbers in force. */
export function Schemes() {
  const query = $api.useQuery("get", "/api/v1/schemes");
  return (
    <Page title="Schemes" lead="The standards this body certifies against, and the numbers it certifies by. Every number is data with versions.">
      <Loaded query={query} what="the schemes">
        {(schemes) => (
          <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} aria-label="Schemes">
            <Table>
              <Table.Thead><Table.Tr><Table.Th>Scheme</Table.Th><Table.Th>Version in force</Table.Th><Table.Th>Stage 2 after Stage 1</Table.Th><Table.Th>Audit time by</Table.Th></Table.Tr></Table.Thead>
              <Table.Tbody>
                {schemes.map((s) => (
                  <Table.Tr key={s.id}>
                    <Table.Td><TextLink to="/schemes/$scheme" params={{ scheme: s.id }}>{s.name}</TextLink></Table.Td>
                    <Table.Td>{s.version}</Table.Td>
                    <Table.Td>{windowText(s)}</Table.Td>
                    <Table.Td>{s.audit_time_table}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Loaded>
    </Page>
  );
}
