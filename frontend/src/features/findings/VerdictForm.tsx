import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { Form, text } from "../../ui/Form";
import { fieldErrors } from "../../ui/problem";

type Verdict = Shape<"VerdictInput">["verdict"];

const WORDS: Record<Verdict, string> = {
  accept_plan: "accept the plan",
  reject_plan: "reject the plan, the client answers again",
  verify: "verify: the action worked, the finding is closed",
  not_effective: "not effective, the client answers again",
};

/** The auditor's word on an answer. */
export function VerdictForm({ finding: f, verdicts }: { finding: Shape<"AuditFinding">; verdicts: Verdict[] }) {
  const [open, setOpen] = useState(false);
  const judge = $api.useMutation("post", "/api/v1/findings/{id}/verdict", { onSuccess: () => setOpen(false) });
  if (!open) return <div><Button onClick={() => setOpen(true)}>Judge the answer</Button></div>;
  return (
    <Form
      label={`Verdict on ${f.no}`} submit="Keep the verdict" pending={judge.isPending} error={judge.error}
      onSubmit={(d) => judge.mutate({ params: { path: { id: f.id }, header: seen(f.version) }, body: { verdict: text(d, "verdict") as Verdict, text: text(d, "text") } })}
      aside={<Button variant="default" onClick={() => setOpen(false)}>Leave it</Button>}
    >
      <NativeSelect name="verdict" label="Verdict" data={verdicts.map((value) => ({ value, label: WORDS[value] }))} />
      <Textarea name="text" label="What it rests on" error={fieldErrors(judge.error).text} required minLength={3} />
    </Form>
  );
}
