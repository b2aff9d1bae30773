import { Table, Text } from "@mantine/core";
import type { Shape } from "../api/client";
import { FindingList } from "./FindingList";
import { formatNumber } from "./format";
import { StackedTable } from "./StackedTable";

/** The full working of an audit time: every step with its clause, the table and its edition, the days of each audit. */
export function Receipt({ receipt: r }: { receipt: Shape<"Receipt"> }) {
  const days: [string, number][] = [
    ["Initial audit", r.initial_days], ["of it stage 1", r.stage1_days], ["of it stage 2", r.stage2_days],
    ["Each surveillance", r.surveillance_days], ["Recertification", r.recert_days],
  ];
  return (
    <div>
      <StackedTable minWidth={480} label="Working of the audit time">
          <Table.Caption>By {r.table}, {r.edition}; rule <a href={`/rules#${r.rule}`}>{r.rule}</a>, {r.clause}</Table.Caption>
          <Table.Thead>
            <Table.Tr><Table.Th>Step</Table.Th><Table.Th>Working</Table.Th><Table.Th ta="right">Value</Table.Th><Table.Th>Clause</Table.Th></Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {r.lines.map((l, i) => (
              <Table.Tr key={`${l.label} ${i}`}>
                <Table.Td>{l.label}</Table.Td><Table.Td>{l.working}</Table.Td><Table.Td ta="right">{l.value}</Table.Td><Table.Td c="dimmed">{l.clause}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            {days.map(([label, value]) => (
              <Table.Tr key={label}>
                <Table.Th>{label}</Table.Th><Table.Td />
                <Table.Td ta="right"><Text span fw={650}>{formatNumber(value)} days</Text></Table.Td><Table.Td />
              </Table.Tr>
            ))}
          </Table.Tfoot>
        </StackedTable>
      {r.findings && r.findings.length > 0 && <FindingList findings={r.findings} />}
    </div>
  );
}
