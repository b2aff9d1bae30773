import { Button, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { useDraft } from "../../app/draft";
import { Form, optional, text } from "../../ui/Form";
import { fieldErrors } from "../../ui/problem";

/** The client's answer: what was put right, why it happened, what keeps it from happening again. */
export function AnswerForm({ finding: f, onSent }: { finding: Shape<"AuditFinding">; onSent?: () => void }) {
  const [open, setOpen] = useState(false);
  const draft = useDraft(`answer.${f.id}`);
  const close = () => { draft.drop(); setOpen(false); };
  const answer = $api.useMutation("put", "/api/v1/findings/{id}/answer", { onSuccess: () => { close(); onSent?.(); } });
  const wrong = fieldErrors(answer.error);
  const begun = { ...f.answer, ...draft.fields };
  if (!open) return <div><Button onClick={() => setOpen(true)}>{draft.begun ? "Answer: go on with your draft" : f.answer ? "Answer again" : "Answer"}</Button></div>;
  return (
    <Form
      label={`Answer to ${f.no}`} submit="Send the answer" pending={answer.isPending} error={answer.error} onInput={draft.keep}
      onSubmit={(d) => answer.mutate({
        params: { path: { id: f.id }, header: seen(f.version) },
        body: { correction: text(d, "correction"), cause: text(d, "cause"), action: text(d, "action"), evidence: optional(d, "evidence") },
      })}
      aside={<>
        <Button variant="default" onClick={() => setOpen(false)}>Leave it</Button>
        {draft.begun && <Button variant="subtle" onClick={close}>Throw the draft away</Button>}
      </>}
    >
      <Textarea name="correction" label="Correction" description="What you did at once about this case" defaultValue={begun.correction} error={wrong.correction} required />
      <Textarea name="cause" label="Cause" description="Why it could happen" defaultValue={begun.cause} error={wrong.cause} required />
      <Textarea name="action" label="Corrective action" description="What keeps it from happening again, by when" defaultValue={begun.action} error={wrong.action} required />
      <Textarea name="evidence" label="Evidence" description="What shows that it was done; may follow later for a minor" defaultValue={begun.evidence} error={wrong.evidence} />
      <Text c="dimmed" fz="sm">What you write is kept in this browser until you send it or sign out.</Text>
    </Form>
  );
}
