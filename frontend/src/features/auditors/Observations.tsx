import { Group, NativeSelect, Text, TextInput } from "@mantine/core";
import { $api, type Shape } from "../../api/client";
import { Form, optional, text } from "../../ui/Form";
import { formatDate, formatWord } from "../../ui/format";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { Standard } from "../schemes/Standard";

const OUTCOMES: Shape<"ObservationInput">["outcome"][] = ["competent", "with_conditions", "not_competent"];

/** When somebody watched this auditor at work, and what they saw. */
export function Observations({ auditor, rows }: { auditor: string; rows: Shape<"Observation">[] }) {
  const add = $api.useMutation("post", "/api/v1/auditors/{id}/observations");
  const schemes = $api.useQuery("get", "/api/v1/schemes");
  const people = $api.useQuery("get", "/api/v1/auditors");
  const name = (id: string) => people.data?.find((p) => p.id === id)?.name ?? id;
  const wrong = fieldErrors(add.error);
  return (
    <Section title="Watched at work">
      {rows.length === 0 && <Text c="dimmed">Never yet.</Text>}
      {rows.map((o) => (
        <Text key={o.id}>{formatDate(o.on)}, <Standard id={o.scheme_id} />, by {name(o.observer_id)}: {formatWord(o.outcome)}{o.note ? `. ${o.note}` : ""}</Text>
      ))}
      <Form
        label="New observation" submit="Record it" pending={add.isPending} error={add.error}
        onSubmit={(f, form) => add.mutate(
          { params: { path: { id: auditor } }, body: {
            scheme_id: text(f, "scheme_id"), on: text(f, "on"), observer_id: text(f, "observer_id"), outcome: text(f, "outcome") as typeof OUTCOMES[number], note: optional(f, "note"),
          } },
          { onSuccess: () => form.reset() },
        )}
      >
        <Group align="flex-end" gap="sm">
          <TextInput type="date" name="on" label="Day" required error={wrong.on} />
          <NativeSelect name="scheme_id" label="Standard" error={wrong.scheme_id} data={(schemes.data ?? []).map((s) => ({ value: s.id, label: s.name }))} />
          <NativeSelect name="observer_id" label="Watched by" error={wrong.observer_id} data={(people.data ?? []).filter((p) => p.id !== auditor).map((p) => ({ value: p.id, label: p.name }))} />
          <NativeSelect name="outcome" label="Outcome" data={OUTCOMES.map((o) => ({ value: o, label: formatWord(o) }))} />
          <TextInput name="note" label="Note" error={wrong.note} />
        </Group>
      </Form>
    </Section>
  );
}
