import { Badge, Button, Checkbox, Group, Paper, SimpleGrid, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { $api, type Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { Form, optional, text } from "../../ui/Form";
import { formatDate } from "../../ui/format";
import { WarnIcon } from "../../ui/icons";
import { Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { useStandard } from "../schemes/Standard";
import type { Writing } from "./Settings";

type Accreditation = Shape<"Accreditation">;

/** What lets the body certify under a mark: certificates of exactly these standards show it, on exactly these days. */
export function Accreditations({ settings: s, save, pending, error }: Writing) {
  const admin = useIs("admin");
  const standard = useStandard();
  const [edit, setEdit] = useState<number | "new" | null>(null);
  const all = s.accreditations ?? [];
  const keep = (list: Accreditation[]) => save({ ...s, accreditations: list.map((a) => ({ ...a, state: undefined })) }, () => setEdit(null));
  return (
    <Section title="Accreditations" aside={admin && edit === null && <Button variant="default" size="xs" onClick={() => setEdit("new")}>New accreditation</Button>}>
      {all.length === 0 && <EmptyState title="None listed">With an accreditation listed, certificates of its standards show its mark while it counts, and a decision warns when it does not.</EmptyState>}
      {all.length > 0 && (
        <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} aria-label="Accreditations">
          <Table>
            <Table.Thead><Table.Tr><Table.Th>By</Table.Th><Table.Th>Number</Table.Th><Table.Th>Standards</Table.Th><Table.Th>Counts</Table.Th><Table.Th>On certificates</Table.Th>{admin && <Table.Th>Change</Table.Th>}</Table.Tr></Table.Thead>
            <Table.Tbody>
              {all.map((a, i) => (
                <Table.Tr key={`${a.body} ${a.number} ${a.from}`}>
                  <Table.Td>{a.body}</Table.Td><Table.Td>{a.number}</Table.Td><Table.Td>{a.schemes.map(standard).join(", ")}</Table.Td>
                  <Table.Td>{formatDate(a.from)} to {a.to ? formatDate(a.to) : "further notice"} <State of={a} /></Table.Td>
                  <Table.Td>{a.mark || `Accredited by ${a.body}, no. ${a.number}`}</Table.Td>
                  {admin && (
                    <Table.Td><Group gap="xs">
                      <Button variant="default" size="compact-xs" onClick={() => setEdit(i)} aria-label={`Change ${a.number}`}>Change</Button>
                      <Button variant="default" size="compact-xs" loading={pending} onClick={() => keep(all.filter((_, n) => n !== i))} aria-label={`Take ${a.number} off the list`}>Take off</Button>
                    </Group></Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {edit === null && <Problem error={error} />}
      {edit !== null && (
        <AccreditationForm
          key={edit} accreditation={edit === "new" ? undefined : all[edit]} pending={pending} error={error} onDone={() => setEdit(null)}
          onKeep={(a) => keep(edit === "new" ? [...all, a] : all.map((old, n) => (n === edit ? a : old)))}
        />
      )}
    </Section>
  );
}

function State({ of }: { of: Accreditation }) {
  if (of.state === "ended") return <Text c="red" fw={600}><WarnIcon /> ended: new certificates show no mark</Text>;
  if (of.state === "not_yet") return <Badge>not yet</Badge>;
  return null;
}

function AccreditationForm({ accreditation: a, pending, error, onKeep, onDone }: { accreditation?: Accreditation; pending: boolean; error: unknown; onKeep: (a: Accreditation) => void; onDone: () => void }) {
  const schemes = $api.useQuery("get", "/api/v1/schemes");
  return (
    <Paper maw={760}>
      <Form
        label={a ? `Change ${a.number}` : "New accreditation"} submit={a ? "Keep the change" : "List it"} pending={pending} error={error} aside={<Button variant="default" onClick={onDone}>Leave it</Button>}
        onSubmit={(f) => onKeep({ body: text(f, "body"), number: text(f, "number"), schemes: f.getAll("schemes").map(String), from: text(f, "from"), to: optional(f, "to"), mark: optional(f, "mark") })}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput name="body" label="Accreditation body" defaultValue={a?.body} required />
          <TextInput name="number" label="Number" defaultValue={a?.number} required />
          <TextInput name="from" type="date" label="Counts from" defaultValue={a?.from} required />
          <TextInput name="to" type="date" label="Until" description="Empty: until further notice" defaultValue={a?.to} />
          <TextInput name="mark" label="On certificates" description="Empty: body and number" defaultValue={a?.mark} />
        </SimpleGrid>
        <fieldset>
          <legend>Standards it covers</legend>
          {(schemes.data ?? []).map((s) => <Checkbox key={s.id} name="schemes" value={s.id} label={s.name} defaultChecked={a?.schemes.includes(s.id)} mt="xs" />)}
        </fieldset>
      </Form>
    </Paper>
  );
}
