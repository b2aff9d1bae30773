import { Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Shape } from "../../api/client";
import { useMe } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { dayNumber, formatDate, formatWord } from "../../ui/format";
import { WarnIcon } from "../../ui/icons";
import { Section } from "../../ui/Page";
import { StackedTable } from "../../ui/StackedTable";
import { Standard } from "../schemes/Standard";

/** For what a person is authorised, and until when; what ends within 90 days is marked. */
export function Authorisations({ rows, children }: { rows: Shape<"Authorisation">[]; children?: ReactNode }) {
  const today = useMe().today;
  return (
    <Section title="Authorisations">
      {rows.length === 0 && <EmptyState title="None yet">Without an authorisation for the standard, the role and the code nobody can be booked.</EmptyState>}
      {rows.length > 0 && (
        <StackedTable minWidth={340} label="Authorisations">
            <Table.Thead><Table.Tr><Table.Th>Standard</Table.Th><Table.Th>Role</Table.Th><Table.Th>Code</Table.Th><Table.Th>Valid</Table.Th><Table.Th>Evidence</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {rows.map((a) => (
                <Table.Tr key={a.id}>
                  <Table.Td><Standard id={a.scheme_id} /></Table.Td><Table.Td>{formatWord(a.role)}</Table.Td><Table.Td>{a.code}</Table.Td>
                  <Table.Td miw={170}>{a.valid_to ? <>until <Until day={a.valid_to} today={today} /></> : "without an end"} <small>since {formatDate(a.valid_from)}</small></Table.Td><Table.Td>{a.evidence}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </StackedTable>
      )}
      {children}
    </Section>
  );
}

function Until({ day, today }: { day: string; today: string }) {
  const left = dayNumber(day) - dayNumber(today);
  if (left > 90) return formatDate(day);
  return <Text span c="red" fw={600}><WarnIcon /> {formatDate(day)}, {left < 0 ? "ended" : "ends soon"}</Text>;
}
