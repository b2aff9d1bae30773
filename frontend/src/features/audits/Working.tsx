import { Table, Text } from "@mantine/core";
import type { Shape } from "../../api/client";
import { formatNumber } from "../../ui/format";
import { Section } from "../../ui/Page";
import { StackedTable } from "../../ui/StackedTable";

/** How the audit time was worked out on today's data, beside what the contract sets. */
export function Working({ audit: a, time: t }: { audit: Shape<"Audit">; time?: Shape<"AuditWorking"> }) {
  if (!t || t.lines.length === 0) return null;
  return (
    <Section title="Audit time" aside={<a href={`/api/v1/audits/${a.id}/receipt.pdf`}>Receipt (PDF)</a>}>
      <Text fw={600}>{summary(t)}</Text>
      <StackedTable minWidth={480} label="Working of the audit time">
          <Table.Tbody>
            {t.lines.map((l, i) => (
              <Table.Tr key={`${l.label} ${i}`}>
                <Table.Th scope="row">{l.label}</Table.Th><Table.Td>{l.working}</Table.Td><Table.Td>{l.value}</Table.Td><Table.Td>{l.clause}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </StackedTable>
    </Section>
  );
}

function summary(t: Shape<"AuditWorking">): string {
  if (t.imported && !t.reduction) return "No receipt: imported";
  const days = `${formatNumber(t.days)} days`;
  if (t.reduction !== undefined) return `${days} together, ${formatNumber(t.reduction)} % saved by integration`;
  if (!t.difference) return `${days}, as the contract sets`;
  return `${days} on today's data, ${t.difference > 0 ? "+" : "−"}${formatNumber(Math.abs(t.difference))} against the contract (${t.agreed_persons} persons then, ${t.persons} now)`;
}
