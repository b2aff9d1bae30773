import { Table, Text } from "@mantine/core";
import type { Shape } from "../../api/client";
import { count, formatSpan } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Section } from "../../ui/Page";
import { Changes } from "./Changes";

/** What a proposed version would change: the numbers, which running audits would have other days, whose audit time would be another. */
export function RehearsalResult({ result: r }: { result: Shape<"Rehearsal"> }) {
  if (r.changes.length === 0) return <Text role="status">The proposal is what is in force; nothing would change.</Text>;
  return (
    <Section title="What would change">
      <Changes changes={r.changes} />
      <Text role="status">
        {count(r.open, "running programme")} {r.open === 1 ? "keeps its" : "keep their"} version: nothing of what runs moves. {r.moves.length === 0
          ? "By the new numbers, too, no audit would have another window."
          : `By the new numbers, ${count(r.moves.length, "audit")} would have another window:`}
      </Text>
      {r.moves.length > 0 && (
        <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} aria-label="Audits that would move">
          <Table>
            <Table.Thead><Table.Tr><Table.Th>Client</Table.Th><Table.Th>Audit</Table.Th><Table.Th>Keeps version</Table.Th><Table.Th>Window it keeps</Table.Th><Table.Th>Window by the proposal</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {r.moves.map((m) => (
                <Table.Tr key={`${m.programme_id} ${m.title}`}>
                  <Table.Td><TextLink to="/programmes/$id" params={{ id: m.programme_id }}>{m.client_name}</TextLink></Table.Td>
                  <Table.Td>{m.audit_id ? <TextLink to="/audits/$id" params={{ id: m.audit_id }}>{m.title} ({m.audit_no})</TextLink> : m.title}</Table.Td>
                  <Table.Td>{m.keeps}</Table.Td>
                  <Table.Td>{span(m.was)}</Table.Td>
                  <Table.Td>{span(m.will)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {r.times.length > 0 && <Times times={r.times} />}
    </Section>
  );
}

function Times({ times }: { times: Shape<"TimeMove">[] }) {
  return (
    <>
      <Text role="status">On the facts of its receipt, {count(times.length, "contract")} would have another audit time. They keep theirs:</Text>
      <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} aria-label="Contracts with another audit time">
        <Table>
          <Table.Thead><Table.Tr><Table.Th>Client</Table.Th><Table.Th>Contract</Table.Th><Table.Th>Keeps version</Table.Th><Table.Th>Days it keeps</Table.Th><Table.Th>Days by the proposal</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {times.map((t) => (
              <Table.Tr key={t.contract_id}>
                <Table.Td>{t.client_name}</Table.Td>
                <Table.Td><TextLink to="/contracts/$id" params={{ id: t.contract_id }}>{t.contract_no}</TextLink></Table.Td>
                <Table.Td>{t.keeps}</Table.Td>
                <Table.Td>{days(t.was)}</Table.Td>
                <Table.Td>{t.will ? days(t.will) : t.refused}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

function days(t: Shape<"TimeFigures">): string {
  return `initial ${t.initial}, surveillance ${t.surveillance}, recertification ${t.recertification}`;
}

function span(t: Shape<"AuditTiming">): string {
  return t.latest ? formatSpan(t.earliest, t.latest) : "not owed";
}
