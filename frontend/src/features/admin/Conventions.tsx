import { Table, Text } from "@mantine/core";
import { $api, type Shape } from "../../api/client";
import { TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";
import { windowText } from "../schemes/window";

const WORDS: Record<string, string> = {
  minus_one_day: "the day before the anniversary", same_day: "the anniversary itself", first_day: "its first day", last_day: "its last day",
};

/** The conventions in force, read from the schemes that hold them: changed there, with their history, and nowhere else. */
export function Conventions() {
  const schemes = $api.useQuery("get", "/api/v1/schemes");
  return (
    <Section title="Conventions">
      <Text>They are part of each standard's data, so that what runs keeps its own. A change there makes a version and shows first what it would move.</Text>
      <Loaded query={schemes} what="the standards">
        {(rows) => (
          <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} aria-label="Conventions">
            <Table>
              <Table.Thead><Table.Tr><Table.Th>Standard</Table.Th><Table.Th>A certificate expires on</Table.Th><Table.Th>An audit is judged by</Table.Th><Table.Th>Early recertification keeps the cycle</Table.Th><Table.Th>Stage 2 after Stage 1</Table.Th></Table.Tr></Table.Thead>
              <Table.Tbody>{rows.map((s) => <Row key={s.id} scheme={s} />)}</Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Loaded>
    </Section>
  );
}

function Row({ scheme: s }: { scheme: Shape<"Scheme"> }) {
  const history = $api.useQuery("get", "/api/v1/schemes/{scheme}/versions", { params: { path: { scheme: s.id } } });
  const d = history.data?.versions[0].data;
  return (
    <Table.Tr>
      <Table.Td><TextLink to="/schemes/$scheme" params={{ scheme: s.id }}>{s.name}</TextLink>, version {s.version}</Table.Td>
      <Table.Td>{d && WORDS[d.programme.expiry_convention]}</Table.Td>
      <Table.Td>{d && WORDS[d.programme.judged_by]}</Table.Td>
      <Table.Td>{d && `up to ${d.programme.early_recert_cap_months} months before expiry`}</Table.Td>
      <Table.Td>{d && windowText(d.stage2)}{d?.stage2.preset === "cb_default" && " (the body's default)"}</Table.Td>
    </Table.Tr>
  );
}
