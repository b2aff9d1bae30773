import { Alert, Button, Group, NumberInput, Paper, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { Form, number, text } from "../../ui/Form";
import { formatDate } from "../../ui/format";
import { fieldErrors } from "../../ui/problem";

type Contract = Shape<"Contract">;

/** Another audit time than the computed one: asked for by a planner, approved by a second person. */
export function OtherTime({ contract: c }: { contract: Contract }) {
  const planner = useIs("planner", "admin");
  const { asked, kept, override } = c.receipt;
  return (
    <>
      {kept && <Text>Kept by {kept.by} when the offer was renewed on {formatDate(kept.on)}, with version {c.scheme_version} of the scheme's data; version {kept.version}, then in force, gives {kept.initial_days || "no"} days: {kept.reason}</Text>}
      {override && <Text>Set to {override.days} days: {override.reason} Asked for by {override.asked_by}, approved by {override.approved_by} on {formatDate(override.approved_on)}.</Text>}
      {asked && <Asked contract={c} asked={asked} />}
      {!asked && planner && c.state === "offered" && <Ask contract={c} />}
    </>
  );
}

function Asked({ contract: c, asked }: { contract: Contract; asked: Shape<"Override"> }) {
  const reviewer = useIs("reviewer");
  const decide = $api.useMutation("post", "/api/v1/contracts/{id}/override/decision");
  const send = (approved: boolean, why: string) =>
    decide.mutate({ params: { path: { id: c.id }, header: seen(c.version) }, body: { approved, why: why || undefined } });
  return (
    <Alert title={`${asked.days} days are asked for instead`} color="yellow">
      <Text>{asked.asked_by}: {asked.reason}</Text>
      {!reviewer && <Text>A second person with the role reviewer approves it; until then the client cannot accept the contract.</Text>}
      {reviewer && (
        <Form
          label="Decide on the audit time" submit="Turn it down" pending={decide.isPending} error={decide.error} onSubmit={(f) => send(false, text(f, "why"))}
          aside={<Button variant="default" onClick={() => send(true, "")} loading={decide.isPending}>Approve {asked.days} days</Button>}
        >
          <Textarea name="why" label="Why not" description="Needed to turn it down" error={fieldErrors(decide.error).why} autosize minRows={1} />
        </Form>
      )}
    </Alert>
  );
}

function Ask({ contract: c }: { contract: Contract }) {
  const [open, setOpen] = useState(false);
  const ask = $api.useMutation("post", "/api/v1/contracts/{id}/override", { onSuccess: () => setOpen(false) });
  const wrong = fieldErrors(ask.error);
  if (!open) return <Group><Button variant="default" size="xs" onClick={() => setOpen(true)}>Ask for another time</Button></Group>;
  return (
    <Paper maw={520}>
      <Form
        label="Ask for another time" submit="Ask for it" pending={ask.isPending} error={ask.error} aside={<Button variant="default" onClick={() => setOpen(false)}>Leave it</Button>}
        onSubmit={(f) => ask.mutate({ params: { path: { id: c.id }, header: seen(c.version) }, body: { days: number(f, "days"), reason: text(f, "reason") } })}
      >
        <NumberInput name="days" label="Days of the initial audit" defaultValue={c.receipt.initial_days} min={0.5} step={0.5} required error={wrong.days} />
        <Textarea name="reason" label="Reason" description="Printed on the receipt" required autosize minRows={2} error={wrong.reason} />
      </Form>
    </Paper>
  );
}
