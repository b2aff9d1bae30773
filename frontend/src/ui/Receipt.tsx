import { Table, Text } from "@mantine/core";
import { formatNumber, formatWord } from "./format";

/** One step of a computed figure: what was done, with which value, where it comes from. */
export interface ReceiptStep {
  label: string;
  value?: string | number | null;
  source?: string | null;
}

/** The full working of a computed figure: inputs, table and edition, factors, rounding, override. */
export function Receipt({ title, unit, total, steps, note }: { title: string; unit: string; total: number; steps: ReceiptStep[]; note?: string }) {
  return (
    <section aria-label={title}>
      <Table.ScrollContainer minWidth={360} type="native">
        <Table>
          <Table.Caption>{note}</Table.Caption>
          <Table.Thead>
            <Table.Tr><Table.Th>{title}</Table.Th><Table.Th ta="right">Value</Table.Th><Table.Th>Where from</Table.Th></Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {steps.map((s, i) => (
              <Table.Tr key={`${s.label} ${i}`}>
                <Table.Td>{formatWord(s.label)}</Table.Td>
                <Table.Td ta="right">{typeof s.value === "number" ? formatNumber(s.value) : s.value ?? ""}</Table.Td>
                <Table.Td c="dimmed">{s.source ?? ""}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th>Result</Table.Th>
              <Table.Th ta="right"><Text span fw={700}>{formatNumber(total)} {unit}</Text></Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
