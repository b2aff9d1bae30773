import { Button, Group, List, NativeSelect, Paper, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { Form, optional, text } from "../../ui/Form";
import { formatSpan, formatWord } from "../../ui/format";
import { Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { fieldErrors } from "../../ui/problem";

type Detail = Shape<"AuditDetail">;

const WORTH: Record<Shape<"Audit">["dates"], string> = {
  open: "There are no dates yet.",
  hold: "Kept free by the planner; nobody else sees it.",
  proposed: "Proposed: the client has been told and has not agreed yet. Calendars show it as tentative.",
  confirmed: "Confirmed: agreed with the client. Calendars show it as confirmed.",
};

/** When and by whom; here the client agrees or objects, and the planner takes dates back. */
export function Dates({ detail }: { detail: Detail }) {
  const { audit: a, may } = detail;
  const [step, setStep] = useState<"object" | "release" | null>(null);
  const done = () => setStep(null);
  return (
    <Section title="Dates and team">
      <Paper>
        <Stack gap="sm">
          {a.from && <Text fw={650}>{formatSpan(a.from, a.to)}{half(a)}</Text>}
          <Text c="dimmed">{a.state === "cancelled" ? `Cancelled${detail.reason ? `: ${detail.reason}` : ""}` : WORTH[a.dates]}</Text>
          {detail.visits && detail.visits.length > 0 && <List>{detail.visits.map((v) => <List.Item key={`${v.site_id} ${v.from} ${v.from_half}`}>{v.site_name}: {formatSpan(v.from, v.to)}{half(v)}</List.Item>)}</List>}
          {a.seats.length > 0 && <List>{a.seats.map((s) => <List.Item key={s.position_id}>{formatWord(s.role)}: {s.person_name}</List.Item>)}</List>}
          {detail.reason && a.state !== "cancelled" && <Text fz="sm">Reason given for {detail.justified?.join(", ")}: {detail.reason}</Text>}
          <Group gap="xs">
            {may.includes("confirm") && <Confirm audit={a} />}
            {may.includes("object") && step === null && <Button variant="default" onClick={() => setStep("object")}>Object to it</Button>}
            {may.includes("release") && step === null && <Button variant="default" onClick={() => setStep("release")}>Take the dates back</Button>}
          </Group>
          {step === "object" && <ObjectForm detail={detail} onDone={done} />}
          {step === "release" && <ReleaseForm audit={a} onDone={done} />}
        </Stack>
      </Paper>
    </Section>
  );
}

function half(a: { from_half?: string; to_half?: string }): string {
  const parts = [];
  if (a.from_half === "pm") parts.push("from midday");
  if (a.to_half === "am") parts.push("until midday");
  return parts.length > 0 ? ` (${parts.join(", ")})` : "";
}

function Confirm({ audit: a }: { audit: Shape<"Audit"> }) {
  const confirm = $api.useMutation("post", "/api/v1/audits/{id}/confirmation");
  return (
    <>
      <Button loading={confirm.isPending} onClick={() => confirm.mutate({ params: { path: { id: a.id }, header: seen(a.version) } })}>Confirm the dates</Button>
      <Problem error={confirm.error} />
    </>
  );
}

function ObjectForm({ detail: { audit: a }, onDone }: { detail: Detail; onDone: () => void }) {
  const object = $api.useMutation("post", "/api/v1/audits/{id}/objection", { onSuccess: onDone });
  return (
    <Form
      label="Objection" submit="Send the objection" pending={object.isPending} error={object.error}
      onSubmit={(f) => object.mutate({ params: { path: { id: a.id }, header: seen(a.version) }, body: { reason: text(f, "reason"), person_id: optional(f, "person_id") } })}
      aside={<Button variant="default" onClick={onDone}>Leave it</Button>}
    >
      <NativeSelect name="person_id" label="Against" data={[{ value: "", label: "the dates" }, ...a.seats.map((s) => ({ value: s.person_id, label: s.person_name }))]} />
      <Textarea name="reason" label="Because" error={fieldErrors(object.error).reason} required minLength={3} />
    </Form>
  );
}

function ReleaseForm({ audit: a, onDone }: { audit: Shape<"Audit">; onDone: () => void }) {
  const release = $api.useMutation("delete", "/api/v1/audits/{id}/booking", { onSuccess: onDone });
  return (
    <Form
      label="Take the dates back" submit="Take the dates back" pending={release.isPending} error={release.error}
      onSubmit={(f) => release.mutate({ params: { path: { id: a.id }, header: seen(a.version), query: { reason: text(f, "reason") } } })}
      aside={<Button variant="default" onClick={onDone}>Leave them</Button>}
    >
      <Text>The team is free again for these days; their calendars and the client's show the audit as cancelled.</Text>
      <TextInput name="reason" label="Because" required minLength={3} />
    </Form>
  );
}
