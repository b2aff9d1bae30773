import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { Form, optional, text } from "../../ui/Form";
import { fieldErrors } from "../../ui/problem";

/** The client's answer: what was put right, why it happened, what keeps it from happening again. */
export function AnswerForm({ finding: f }: { finding: Shape<"AuditFinding"> }) {
  const [open, setOpen] = useState(false);
  const answer = $api.useMutation("put", "/api/v1/findings/{id}/answer", { onSuccess: () => setOpen(false) });
  const wrong = fieldErrors(answer.error);
  if (!open) return <div><Button onClick={() => setOpen(true)}>{f.answer ? "Answer again" : "Answer"}</Button></div>;
  return (
    <Form
      label={`Answer to ${f.no}`} submit="Send the answer" pending={answer.isPending} error={answer.error}
      onSubmit={(d) => answer.mutate({
        params: { path: { id: f.id }, header: seen(f.version) },
        body: { correction: text(d, "correction"), cause: text(d, "cause"), action: text(d, "action"), evidence: optional(d, "evidence") },
      })}
      aside={<Button variant="default" onClick={() => setOpen(false)}>Leave it</Button>}
    >
      <Textarea name="correction" label="Correction" description="What you did at once about this case" defaultValue={f.answer?.correction} error={wrong.correction} required />
      <Textarea name="cause" label="Cause" description="Why it could happen" defaultValue={f.answer?.cause} error={wrong.cause} required />
      <Textarea name="action" label="Corrective action" description="What keeps it from happening again, by when" defaultValue={f.answer?.action} error={wrong.action} required />
      <Textarea name="evidence" label="Evidence" description="What shows that it was done; may follow later for a minor" defaultValue={f.answer?.evidence} error={wrong.evidence} />
    </Form>
  );
}
