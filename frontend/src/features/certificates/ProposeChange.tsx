import { Checkbox, List, Paper, Radio, Stack, Text, Textarea } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { useActs, useIs } from "../../app/session";
import { Form, optional, text } from "../../ui/Form";
import { Section } from "../../ui/Page";
import { formatDate } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { fieldErrors } from "../../ui/problem";
import { Reason } from "../../ui/Reason";

type Detail = Shape<"CertificateDetail">;
type Kind = Shape<"ChangeProposal">["kind"];

/** Suspend, restore, withdraw, extend or reduce: proposed here with grounds and facts, decided by a reviewer who took no part. */
export function Changing({ detail: d }: { detail: Detail }) {
  const client = useIs("client");
  const acts = useActs("client");
  if (d.proposed) {
    const p = d.proposed;
    return (
      <Section title="Change of certification">
        {client
          ? <Text>{p.own ? "You" : p.proposed_by} asked for the end of your certification; it waits for our decision ({p.no}).</Text>
          : <Text>{p.own ? "You" : p.proposed_by} proposed a {p.kind}; it waits for its decision: <TextLink to="/files/$id" params={{ id: p.id }}>{p.no}</TextLink></Text>}
        {p.takes_back && <TakeBack detail={d} proposed={p} />}
        <TakenBack changes={d.taken_back} />
      </Section>
    );
  }
  const proposing = d.may_propose && d.may_propose.length > 0;
  return (
    <>
      {d.taken_back && d.taken_back.length > 0 && <Section title="Proposed and taken back"><TakenBack changes={d.taken_back} /></Section>}
      {proposing && (client ? acts && <GiveUp detail={d} change={d.may_propose![0]!} /> : <Propose detail={d} changes={d.may_propose!} />)}
    </>
  );
}

/** The side that proposed it thinks again; what was proposed and why it was taken back stay on record. */
function TakeBack({ detail: d, proposed }: { detail: Detail; proposed: NonNullable<Detail["proposed"]> }) {
  const back = $api.useMutation("post", "/api/v1/certificates/{id}/changes/taking-back");
  const own = proposed.own;
  return (
    <Reason
      open={own ? "Take it back" : `Take it back for ${proposed.proposed_by}`} submit="Take it back" pending={back.isPending} error={back.error}
      hint={own ? "Nothing is decided then; it stays on record with your reason" : `Why you do so in the place of ${proposed.proposed_by}, who is told. Nothing is decided then; it stays on record with your name and reason`}
      onReason={(reason) => back.mutate({ params: { path: { id: d.certificate.id }, header: seen(d.certificate.version) }, body: { reason } })}
    />
  );
}

/** What was proposed and ended without a decision: whose it was, who took it back, when and why. */
function TakenBack({ changes }: { changes: Detail["taken_back"] }) {
  const client = useIs("client");
  if (!changes || changes.length === 0) return null;
  return (
    <List>
      {changes.map((c) => (
        <List.Item key={c.id}>
          {formatDate(c.on)}: {c.by} took back the {c.kind} {c.in_place_of ? `that ${c.in_place_of} had proposed` : "they had proposed"} ({client ? c.no : <TextLink to="/files/$id" params={{ id: c.id }}>{c.no}</TextLink>}): {c.why}
        </List.Item>
      ))}
    </List>
  );
}

/** A client asks for the end of its certification. */
function GiveUp({ detail: d, change }: { detail: Detail; change: Shape<"ProposableChange"> }) {
  const ask = $api.useMutation("post", "/api/v1/certificates/{id}/changes");
  return (
    <Section title="Give the certification up">
      <Text mb="xs">Ask for its end and we decide on it. Once that is decided, certificate {d.certificate.no} has ended for good: neither it nor the mark may be used, audits still owed fall away, and anyone who checks it is told.</Text>
      <Reason
        name="facts" open="Ask for its end" submit="Ask for the end of the certification" hint="Why you give it up; whoever decides reads it. You or a colleague can take it back until it is decided" pending={ask.isPending} error={ask.error}
        onReason={(facts) => ask.mutate({ params: { path: { id: d.certificate.id }, header: seen(d.certificate.version) }, body: { kind: change.kind as Kind, grounds: change.grounds[0]!.id, facts } })}
      />
    </Section>
  );
}

function Propose({ detail: d, changes }: { detail: Detail; changes: Shape<"ProposableChange">[] }) {
  const navigate = useNavigate();
  const [kind, setKind] = useState("");
  const propose = $api.useMutation("post", "/api/v1/certificates/{id}/changes", { onSuccess: (f) => navigate({ to: "/files/$id", params: { id: f.id } }) });
  const wrong = fieldErrors(propose.error);
  const change = changes.find((c) => c.kind === kind);
  const send = (f: FormData) => propose.mutate({
    params: { path: { id: d.certificate.id }, header: seen(d.certificate.version) },
    body: {
      kind: kind as Kind, grounds: text(f, "grounds"), facts: text(f, "facts"),
      ...(kind === "reduction" ? { scope: optional(f, "scope"), site_ids: f.getAll("site").map(String) } : {}),
    },
  });
  return (
    <Section title="Change of certification">
      <Paper maw={760}><Stack gap="md">
        <Radio.Group label="What do you propose?" description="A reviewer who was on no audit of this cycle decides; whoever proposes does not" value={kind} onChange={setKind} error={wrong.kind}>
          <Stack gap={6} mt={4}>{changes.map((c) => <Radio key={c.kind} value={c.kind} label={c.title} />)}</Stack>
        </Radio.Group>
        {change && (
          <Form key={kind} label={change.title} submit={`Propose: ${change.title.toLowerCase()}`} pending={propose.isPending} error={propose.error} onSubmit={send}>
            <Radio.Group name="grounds" label="Grounds" error={wrong.grounds} defaultValue={change.grounds.length === 1 ? change.grounds[0]?.id : undefined} required>
              <Stack gap={6} mt={4}>{change.grounds.map((g) => <Radio key={g.id} value={g.id} label={g.text} description={`ISO/IEC 17021-1, ${g.clause}`} />)}</Stack>
            </Radio.Group>
            {kind === "extension" && <Text>The certificate takes the scope and the sites of the contract in force, as the client signed them: <b>{d.contract_scope}</b></Text>}
            {kind === "reduction" && <What detail={d} wrong={wrong} />}
            <Textarea name="facts" label="Facts" description="What happened, when, who saw it; the decider reads it, and it stays on record" error={wrong.facts} autosize minRows={3} required minLength={3} />
          </Form>
        )}
      </Stack></Paper>
    </Section>
  );
}

/** What stays certified. */
function What({ detail: d, wrong }: { detail: Detail; wrong: Record<string, string | undefined> }) {
  return (
    <>
      <Textarea name="scope" label="Scope that stays" defaultValue={d.scope} error={wrong.scope} autosize required />
      {d.contract_sites && d.contract_sites.length > 1 && (
        <Checkbox.Group label="Sites that stay" defaultValue={d.contract_sites.map((s) => s.id)} error={wrong.site_ids}>
          <Stack gap={6} mt={4}>{d.contract_sites.map((s) => <Checkbox key={s.id} name="site" value={s.id} label={s.name} />)}</Stack>
        </Checkbox.Group>
      )}
    </>
  );
}
