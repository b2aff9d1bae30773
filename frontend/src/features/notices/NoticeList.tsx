import { Table } from "@mantine/core";
import type { Shape } from "../../api/client";
import { formatInstant } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Section } from "../../ui/Page";
import { StackedTable } from "../../ui/StackedTable";
import { kindOf } from "./NoticeText";

/** Where a notice stands, in words for both sides. */
export function standing(n: Shape<"Notice">): string {
  switch (n.outcome) {
    case "no_effect": return "Settled: no effect";
    case "amendment": return "Settled: the contract is amended";
    case "special_audit": return "Settled: a special audit";
    default: return "With the planner";
  }
}

/** The changes one client told, with what came of each; nothing where it told none. */
export function NoticeList({ notices }: { notices: Shape<"Notice">[] }) {
  if (notices.length === 0) return null;
  return (
    <Section title="Changes told">
      <StackedTable minWidth={420} label="Changes told">
          <Table.Thead><Table.Tr><Table.Th>No</Table.Th><Table.Th>Change</Table.Th><Table.Th>Told</Table.Th><Table.Th>Standing</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {notices.map((n) => (
              <Table.Tr key={n.id}>
                <Table.Td><TextLink to="/notices/$id" params={{ id: n.id }}>{n.no}</TextLink></Table.Td><Table.Td>{kindOf(n.kind)}: {n.text}</Table.Td>
                <Table.Td>{formatInstant(n.told_at)}</Table.Td><Table.Td>{standing(n)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </StackedTable>
    </Section>
  );
}
