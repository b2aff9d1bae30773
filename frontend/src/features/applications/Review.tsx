import { Button, Checkbox, Paper, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { Form, optional } from "../../ui/Form";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";

type Point = Shape<"ReviewInput">["checked"][number];

/** The five points of ISO/IEC 17021-1 9.1.2 that are confirmed before an application is accepted. */
const POINTS: { value: Point; label: string }[] = [
  { value: "information", label: "The information is enough to plan the audits" },
  { value: "differences", label: "Known differences with the client are resolved" },
  { value: "competence", label: "We have the competence and the ability to do it" },
  { value: "impartiality", label: "Nothing threatens our impartiality" },
  { value: "scope", label: "Scope, sites, audit time and other influences are considered" },
];

/** The application review: accept it with its five points confirmed, or decline it with reasons. */
export function Review({ application: a }: { application: Shape<"Application"> }) {
  const [declining, setDeclining] = useState(false);
  const review = $api.useMutation("post", "/api/v1/applications/{id}/review");
  const wrong = fieldErrors(review.error);
  const send = (f: FormData) => review.mutate({
    params: { path: { id: a.id }, header: seen(a.version) },
    body: { accepted: !declining, reasons: optional(f, "reasons"), checked: f.getAll("checked") as Point[] },
  });
  return (
    <Section title="Review it">
      <Paper maw={760}>
        <Form
          label="Review" submit={declining ? "Decline the application" : "Accept the application"} pending={review.isPending} error={review.error} onSubmit={send}
          aside={<Button variant="default" onClick={() => setDeclining(!declining)}>{declining ? "Accept it instead" : "Decline it instead"}</Button>}
        >
          <fieldset>
            <legend>Confirmed (ISO/IEC 17021-1 9.1.2)</legend>
            <Stack gap={6}>{POINTS.map((p) => <Checkbox key={p.value} name="checked" value={p.value} label={p.label} />)}</Stack>
          </fieldset>
          <Textarea name="reasons" label="Reasons" description={declining ? "Sent to the client" : "If there is something to add"} required={declining} error={wrong.reasons} />
        </Form>
      </Paper>
    </Section>
  );
}
