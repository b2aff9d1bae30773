import { Group, NativeSelect, Text, TextInput } from "@mantine/core";
import { $api, type Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { Form, optional, text } from "../../ui/Form";
import { formatDate, formatWord } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { ClientPicker } from "../clients/ClientPicker";

const KINDS: Shape<"InterestInput">["kind"][] = ["consultancy", "employment", "internal_audit", "family", "ownership", "objection"];

/** What bears on a person's impartiality, by client; staff enter it here. */
export function Interests({ auditor, rows }: { auditor: string; rows: Shape<"Interest">[] }) {
  const staff = useIs("planner", "admin", "reviewer");
  return (
    <Section title="Interests that bear on impartiality">
      {rows.length === 0 && <Text c="dimmed">None on record.</Text>}
      {rows.map((i) => (
        <Text key={i.id}>
          <TextLink to="/clients/$id" params={{ id: i.client_id }}>{i.client_name ?? i.client_id}</TextLink>: {formatWord(i.kind)}, from {formatDate(i.from)}{i.to ? ` to ${formatDate(i.to)}` : ""} {i.note}
        </Text>
      ))}
      {staff && <NewInterest auditor={auditor} />}
    </Section>
  );
}

function NewInterest({ auditor }: { auditor: string }) {
  const add = $api.useMutation("post", "/api/v1/auditors/{id}/interests");
  const wrong = fieldErrors(add.error);
  return (
    <Form
      label="New interest" submit="Add the interest" pending={add.isPending} error={add.error}
      onSubmit={(f, form) => add.mutate(
        { params: { path: { id: auditor } }, body: { client_id: text(f, "client_id"), kind: text(f, "kind") as typeof KINDS[number], from: text(f, "from"), to: optional(f, "to"), note: optional(f, "note") } },
        { onSuccess: () => form.reset() },
      )}
    >
      <Group align="flex-end" gap="sm">
        <ClientPicker name="client_id" label="Client" required error={wrong.client_id} />
        <NativeSelect name="kind" label="Kind" data={KINDS.map((k) => ({ value: k, label: formatWord(k) }))} />
        <TextInput type="date" name="from" label="From" required error={wrong.from} />
        <TextInput type="date" name="to" label="To" error={wrong.to} />
        <TextInput name="note" label="Note" />
      </Group>
    </Form>
  );
}
