import { Button, Checkbox, Group, Paper, Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { Form, optional, text } from "../../ui/Form";
import { formatWord } from "../../ui/format";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";

type Application = Shape<"Application">;
type Answer = Shape<"ReviewAnswer">;
type Reason = NonNullable<Shape<"ReviewInput">["declined"]>[number];

const REASONS: Reason[] = ["information_missing", "differences_unresolved", "no_competence", "outside_accreditation", "not_impartial", "no_capacity", "other"];

/** The application review: a checklist with an answer and a note each, then accept, ask the client, or decline. */
export function Review({ application: a }: { application: Application }) {
  const [step, setStep] = useState<"check" | "ask" | "decline">("check");
  return (
    <Section title="Review it">
      <Paper maw={860}>
        {/* Put aside, not away: what was ticked is still there on the way back. */}
        <div hidden={step !== "check"}><Check application={a} onAsk={() => setStep("ask")} onDecline={() => setStep("decline")} /></div>
        {step === "ask" && <Ask application={a} onDone={() => setStep("check")} />}
        {step === "decline" && <Decline application={a} onDone={() => setStep("check")} />}
      </Paper>
    </Section>
  );
}

function Check({ application: a, onAsk, onDecline }: { application: Application; onAsk: () => void; onDecline: () => void }) {
  const review = $api.useMutation("post", "/api/v1/applications/{id}/review");
  const keep = $api.useMutation("post", "/api/v1/applications/{id}/review/answers");
  const points = a.checklist ?? [];
  const read = (f: FormData): Answer[] => points.map((p) => ({
    point: p.id as Answer["point"], answer: (optional(f, `answer_${p.id}`) as Answer["answer"]), note: optional(f, `note_${p.id}`),
  }));
  const at = { path: { id: a.id }, header: seen(a.version) };
  const error = review.error ?? keep.error;
  const wrong = fieldErrors(error);
  return (
    <Form
      label="Review" submit="Accept the application" pending={review.isPending} error={error}
      onSubmit={(f) => review.mutate({ params: at, body: { accepted: true, points: read(f) } })}
      aside={<>
        <Button variant="default" loading={keep.isPending} onClick={(e) => keep.mutate({ params: at, body: { points: read(new FormData(e.currentTarget.form!)) } })}>Keep the answers</Button>
        <Button variant="default" onClick={onAsk}>Ask the client</Button>
        <Button variant="default" onClick={onDecline}>Decline it instead</Button>
      </>}
    >
      {points.map((p, i) => (
        <fieldset key={p.id}>
          <legend>{p.title} <Text span c="dimmed" fz="xs">ISO/IEC 17021-1 {p.clause}</Text></legend>
          <Group gap="md" align="center">
            <Radio name={`answer_${p.id}`} value="yes" label="Yes" defaultChecked={p.answer === "yes"} />
            <Radio name={`answer_${p.id}`} value="no" label="No" defaultChecked={p.answer === "no"} />
            <TextInput name={`note_${p.id}`} aria-label={`Note: ${p.title}`} placeholder="Note; needed for a no" defaultValue={p.note} error={wrong[`points[${i}].note`]} flex={1} miw={200} />
          </Group>
        </fieldset>
      ))}
    </Form>
  );
}

function Ask({ application: a, onDone }: { application: Application; onDone: () => void }) {
  const ask = $api.useMutation("post", "/api/v1/applications/{id}/information-request", { onSuccess: onDone });
  return (
    <Form
      label="Ask the client" submit="Ask by letter" pending={ask.isPending} error={ask.error} aside={<Button variant="default" onClick={onDone}>Back to the review</Button>}
      onSubmit={(f) => ask.mutate({ params: { path: { id: a.id }, header: seen(a.version) }, body: { text: text(f, "text") } })}
    >
      <Textarea name="text" label="What we need to know" description="Goes to the client by letter; the review waits for the answer" required autosize minRows={3} error={fieldErrors(ask.error).text} />
    </Form>
  );
}

function Decline({ application: a, onDone }: { application: Application; onDone: () => void }) {
  const review = $api.useMutation("post", "/api/v1/applications/{id}/review");
  const wrong = fieldErrors(review.error);
  return (
    <Form
      label="Decline" submit="Decline the application" pending={review.isPending} error={review.error} aside={<Button variant="default" onClick={onDone}>Back to the review</Button>}
      onSubmit={(f) => review.mutate({ params: { path: { id: a.id }, header: seen(a.version) }, body: { accepted: false, declined: f.getAll("declined") as Reason[], reasons: text(f, "reasons") } })}
    >
      <fieldset>
        <legend>Why (ISO/IEC 17021-1 9.1.2)</legend>
        <Stack gap={6}>{REASONS.map((r) => <Checkbox key={r} name="declined" value={r} label={formatWord(r)} />)}</Stack>
        {wrong.declined && <Text c="red" fz="sm">{wrong.declined}</Text>}
      </fieldset>
      <Textarea name="reasons" label="In words" description="The client reads them in the letter and on its page" required autosize minRows={2} error={wrong.reasons} />
    </Form>
  );
}
