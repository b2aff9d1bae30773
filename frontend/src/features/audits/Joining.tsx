import { Button, Checkbox, Fieldset, NumberInput, Paper, Stack, Table, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { FindingList } from "../../ui/FindingList";
import { Form, number, text } from "../../ui/Form";
import { formatDate, formatNumber } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { StackedTable } from "../../ui/StackedTable";
import { Standard } from "../schemes/Standard";

type Detail = Shape<"AuditDetail">;
type Point = NonNullable<Shape<"JoinInput">["points"]>[number];

const POINTS: Point[] = ["documentation", "management review", "internal audits", "policy and objectives", "processes", "improvement", "responsibilities"];

/** Audits of several standards held as one: joined, shown and parted here. */
export function Joining({ detail }: { detail: Detail }) {
  const [step, setStep] = useState(false);
  const { audit: a, parts, joinable, into, may } = detail;
  if (into) return <Section title="Held as part of another"><Text>This audit is held as part of <TextLink to="/audits/$id" params={{ id: into.id }}>{into.title} ({into.no})</TextLink>.</Text></Section>;
  const integrated = parts && parts.length > 1;
  if (!integrated && !joinable?.length) return null;
  return (
    <Section title={integrated ? "Integrated audit" : "Hold it with another audit"}>
      <Paper>
        <Stack gap="sm">
          {integrated ? <Parts parts={parts} /> : joinable?.map((j) => (
            <div key={j.audit.id}>
              <Text><TextLink to="/audits/$id" params={{ id: j.audit.id }}>{j.audit.title} ({j.audit.no})</TextLink></Text>
              <FindingList findings={[j.finding]} />
            </div>
          ))}
          {!step && may.includes("part") && <div><Button variant="default" onClick={() => setStep(true)}>Part it again</Button></div>}
          {!step && !integrated && joinable?.some((j) => j.finding.met) && <div><Button variant="default" onClick={() => setStep(true)}>Join audits</Button></div>}
          {step && integrated && <PartForm audit={a} onDone={() => setStep(false)} />}
          {step && !integrated && <JoinForm detail={detail} onDone={() => setStep(false)} />}
        </Stack>
      </Paper>
    </Section>
  );
}

function Parts({ parts }: { parts: Shape<"AuditPart">[] }) {
  return (
    <StackedTable minWidth={480} label="What each programme owes">
        <Table.Thead><Table.Tr><Table.Th>Audit</Table.Th><Table.Th>Standard</Table.Th><Table.Th>Window</Table.Th><Table.Th>By itself</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>
          {parts.map((p) => (
            <Table.Tr key={p.no}>
              <Table.Td><TextLink to="/programmes/$id" params={{ id: p.programme_id }}>{p.title}</TextLink> {p.no}</Table.Td>
              <Table.Td><Standard id={p.scheme_id} /></Table.Td>
              <Table.Td>{p.window.earliest ? `from ${formatDate(p.window.earliest)}` : "–"}{p.window.latest ? ` to ${formatDate(p.window.latest)}` : ""}</Table.Td>
              <Table.Td>{formatNumber(p.half_days / 2)} days</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </StackedTable>
  );
}

function JoinForm({ detail: { audit: a, joinable }, onDone }: { detail: Detail; onDone: () => void }) {
  const join = $api.useMutation("post", "/api/v1/audits/{id}/join", { onSuccess: onDone });
  const wrong = fieldErrors(join.error);
  return (
    <Form
      label="Join audits" submit="Hold them as one" pending={join.isPending} error={join.error}
      onSubmit={(f) => join.mutate({
        params: { path: { id: a.id }, header: seen(a.version) },
        body: { with: f.getAll("with").map(String), points: f.getAll("points").map(String) as Point[], ability: number(f, "ability"), justification: text(f, "justification") },
      })}
      aside={<Button variant="default" onClick={onDone}>Leave it</Button>}
    >
      <Fieldset legend="With">
        {joinable?.filter((j) => j.finding.met).map((j) => <Checkbox key={j.audit.id} name="with" value={j.audit.id} label={`${j.audit.title} (${j.audit.no})`} defaultChecked mt={4} />)}
      </Fieldset>
      <Fieldset legend="What is integrated">
        <Text fz="sm" c="dimmed">The level of integration and the team's ability say how much of the added times may be saved: 20 % at most.</Text>
        {POINTS.map((p) => <Checkbox key={p} name="points" value={p} label={p} mt={4} />)}
      </Fieldset>
      <NumberInput name="ability" label="Ability of the team to audit them together, in percent" defaultValue={100} min={0} max={100} error={wrong.ability} required />
      <Textarea name="justification" label="Because" description="It is printed on the receipt" error={wrong.justification} required minLength={3} />
    </Form>
  );
}

function PartForm({ audit: a, onDone }: { audit: Shape<"Audit">; onDone: () => void }) {
  const part = $api.useMutation("delete", "/api/v1/audits/{id}/join", { onSuccess: onDone });
  return (
    <Form
      label="Part the audits" submit="Give each programme its own audit" pending={part.isPending} error={part.error}
      onSubmit={(f) => part.mutate({ params: { path: { id: a.id }, header: seen(a.version), query: { reason: text(f, "reason") } } })}
      aside={<Button variant="default" onClick={onDone}>Leave it</Button>}
    >
      <TextInput name="reason" label="Because" required minLength={3} />
    </Form>
  );
}
