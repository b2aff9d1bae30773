import { Button, Checkbox, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { Form, text } from "../../ui/Form";
import { Section } from "../../ui/Page";

/** Takes an audit out of the caseload for good; what a programme still owes only with another in its place. */
export function Cancelling({ audit: a }: { audit: Shape<"Audit"> }) {
  const [open, setOpen] = useState(false);
  const cancel = $api.useMutation("post", "/api/v1/audits/{id}/cancellation", { onSuccess: () => setOpen(false) });
  return (
    <Section title="Cancel it">
      {!open ? <div><Button variant="default" onClick={() => setOpen(true)}>Cancel this audit</Button></div> : (
        <Form
          label="Cancel the audit" submit="Cancel it for good" pending={cancel.isPending} error={cancel.error}
          onSubmit={(f) => cancel.mutate({ params: { path: { id: a.id }, header: seen(a.version) }, body: { reason: text(f, "reason"), replace: f.get("replace") === "on" } })}
          aside={<Button variant="default" onClick={() => setOpen(false)}>Leave it</Button>}
        >
          <Text>{a.from ? "The team is free again for these days; their calendars show it as cancelled, and they and the client are written to." : "The client is written to."} This cannot be undone.</Text>
          <TextInput name="reason" label="Because" description="The team and the client read it" required minLength={3} />
          <Checkbox name="replace" label="The programme owes a new audit in its place" />
        </Form>
      )}
    </Section>
  );
}
