import { Button, Group, NativeSelect, Table, Text, TextInput } from "@mantine/core";
import { $api, type Shape } from "../../api/client";
import { FindingList } from "../../ui/FindingList";
import { Form, text } from "../../ui/Form";
import { formatSpan } from "../../ui/format";
import { Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { StackedTable } from "../../ui/StackedTable";

const HALVES: Record<string, string> = { am: "mornings", pm: "afternoons" };

/** Time off: never refused; what it clashes with is named, and the planner sees it. */
export function Absences({ auditor, rows }: { auditor: string; rows: Shape<"Absence">[] }) {
  const add = $api.useMutation("post", "/api/v1/auditors/{id}/absences");
  const remove = $api.useMutation("delete", "/api/v1/absences/{id}");
  return (
    <Section title="Time off">
      {rows.length > 0 && (
        <StackedTable minWidth={420} label="Time off">
            <Table.Thead><Table.Tr><Table.Th>Days</Table.Th><Table.Th>Why</Table.Th><Table.Th>Change</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {rows.map((a) => (
                <Table.Tr key={a.id}>
                  <Table.Td>{formatSpan(a.from, a.to)}{a.half ? ` (${HALVES[a.half]})` : ""}</Table.Td><Table.Td>{a.why}</Table.Td>
                  <Table.Td><Button variant="default" size="compact-xs" onClick={() => remove.mutate({ params: { path: { id: a.id } } })} aria-label={`Remove ${formatSpan(a.from, a.to)}`}>Remove</Button></Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </StackedTable>
      )}
      <Problem error={remove.error} />
      {add.data && add.data.clashes.length > 0 && (
        <div role="status">
          <Text fw={600}>Kept. It clashes with what is booked; the planner is asked to find somebody else:</Text>
          <FindingList findings={add.data.clashes} />
        </div>
      )}
      <Form
        label="New time off" submit="Add time off" pending={add.isPending} error={add.error}
        onSubmit={(f, form) => add.mutate(
          { params: { path: { id: auditor } }, body: { from: text(f, "from"), to: text(f, "to") || text(f, "from"), half: (text(f, "half") || undefined) as "am" | undefined, why: text(f, "why") } },
          { onSuccess: () => form.reset() },
        )}
      >
        <Group align="flex-end" gap="sm">
          <TextInput type="date" name="from" label="First day" required />
          <TextInput type="date" name="to" label="Last day" />
          <NativeSelect name="half" label="Part of the day" data={[{ value: "", label: "whole days" }, { value: "am", label: HALVES.am }, { value: "pm", label: HALVES.pm }]} />
          <TextInput name="why" label="Why" defaultValue="leave" />
        </Group>
      </Form>
    </Section>
  );
}
