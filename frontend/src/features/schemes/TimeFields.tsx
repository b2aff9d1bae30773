import { Button, Group, NumberInput, SimpleGrid, Table, TextInput } from "@mantine/core";
import type { Shape } from "../../api/client";

type Data = Shape<"SchemeData">;
type Row = Data["audit_time_table"]["rows"][number];

interface Props {
  data: Data;
  onChange: (data: Data) => void;
  wrong: Record<string, string>;
}

/** The numbers audit time is computed with, and the table it starts from. */
export function TimeFields({ data: d, onChange, wrong }: Props) {
  const policy = (change: Partial<Data["audit_time"]>) => onChange({ ...d, audit_time: { ...d.audit_time, ...change } });
  const number = (label: string, field: "max_reduction_percent" | "stage1_percent" | "stage1_least_days" | "onsite_min_percent" | "max_integration_percent" | "max_site_reduction_percent") => (
    <NumberInput label={label} value={d.audit_time[field]} onChange={(n) => policy({ [field]: Number(n) || 0 })} error={wrong[`audit_time.${field}`]} min={0} />
  );
  const share = (label: string, field: "surveillance_share" | "recertification_share") => (
    <TextInput label={label} value={d.audit_time[field]} onChange={(e) => policy({ [field]: e.currentTarget.value.trim() })} error={wrong[`audit_time.${field}`]} />
  );
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        {number("Reductions at most, %", "max_reduction_percent")}
        {number("Stage 1, % of the initial time", "stage1_percent")}
        {number("Stage 1 at least, days", "stage1_least_days")}
        {share("Each surveillance, share", "surveillance_share")}
        {share("Recertification, share", "recertification_share")}
        {number("On the audit itself at least, %", "onsite_min_percent")}
        {number("Several standards together, at most % less", "max_integration_percent")}
        {number("Several sites, at most % less", "max_site_reduction_percent")}
      </SimpleGrid>
      <TableFields table={d.audit_time_table} onChange={(rows) => onChange({ ...d, audit_time_table: { ...d.audit_time_table, rows } })} />
    </>
  );
}

/** The bands of the table. Only the end of a band is entered: the next one begins after it, so that no number of persons is left out. */
function TableFields({ table, onChange }: { table: Data["audit_time_table"]; onChange: (rows: Row[]) => void }) {
  const set = (i: number, change: Partial<Row>) => onChange(joined(table.rows.map((r, j) => (j === i ? { ...r, ...change } : r))));
  const add = () => {
    const last = table.rows[table.rows.length - 1];
    onChange(joined([...table.rows, { from: last.to + 1, to: last.to + 1000, days: last.days }]));
  };
  return (
    <>
      <Table.ScrollContainer minWidth={420} type="native" tabIndex={0} aria-label="Bands of the table">
        <Table maw={640}>
          <Table.Thead>
            <Table.Tr><Table.Th ta="right">Persons from</Table.Th><Table.Th>to</Table.Th>{table.columns.map((c) => <Table.Th key={c}>{c ? `Days, ${c}` : "Days"}</Table.Th>)}<Table.Th>Change</Table.Th></Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {table.rows.map((r, i) => (
              // oxlint-disable-next-line react/no-array-index-key -- a band has no name but its place
              <Table.Tr key={i}>
                <Table.Td ta="right">{r.from}</Table.Td>
                <Table.Td><NumberInput w={110} size="xs" aria-label={`Persons to, band ${i + 1}`} value={r.to} min={r.from} allowDecimal={false} thousandSeparator="" onChange={(n) => set(i, { to: Number(n) || 0 })} /></Table.Td>
                {r.days.map((days, k) => (
                  <Table.Td key={table.columns[k]}>
                    <NumberInput w={90} size="xs" aria-label={`Days${table.columns[k] && `, ${table.columns[k]}`}, ${r.from} to ${r.to} persons`} value={days} min={0} step={0.5} onChange={(n) => set(i, { days: r.days.map((x, j) => (j === k ? Number(n) || 0 : x)) })} />
                  </Table.Td>
                ))}
                <Table.Td>{table.rows.length > 1 && <Button size="compact-xs" variant="default" aria-label={`Take away ${r.from} to ${r.to} persons`} onClick={() => onChange(joined(table.rows.filter((_, j) => j !== i)))}>Take away</Button>}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group><Button size="xs" variant="default" onClick={add}>Add a band</Button></Group>
    </>
  );
}

/** Bands that join: each begins after the one before it. */
export function joined(rows: Row[]): Row[] {
  return rows.map((r, i) => ({ ...r, from: i === 0 ? 1 : rows[i - 1].to + 1 }));
}
