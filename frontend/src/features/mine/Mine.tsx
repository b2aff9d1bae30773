import { Button, List, Paper, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { $api, type Shape } from "../../api/client";
import { useActs, useMe } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { count, formatDate, formatInstant, formatSpan, formatWord } from "../../ui/format";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { Standing } from "../certificates/Standing";
import { FindingCard } from "../findings/FindingCard";
import { NoticeList } from "../notices/NoticeList";
import { Journey } from "../programmes/Journey";
import { CycleOf } from "../programmes/ProgrammeLine";
import { useStandard } from "../schemes/Standard";

/** The client's home: where is my certificate, whose move is it, what do I have to do. */
export function Mine() {
  const client = useMe().client_id;
  if (!client) return <Page title="My certificate"><EmptyState title="No organisation">Your account belongs to no client yet. The administrator joins it to one.</EmptyState></Page>;
  return <MineOf client={client} />;
}

function MineOf({ client }: { client: string }) {
  const acts = useActs("client");
  const query = $api.useQuery("get", "/api/v1/clients/{id}", { params: { path: { id: client } } });
  return (
    <Loaded query={query} what="your certificates">
      {(d) => (
        <Page
          title="Where is my certificate?" lead={d.client.legal_name}
          actions={acts && d.contracts.some((c) => c.state === "active") && <ButtonLink to="/notices/new" variant="default">Tell a change</ButtonLink>}
        >
          <ToDo detail={d} />
          {d.programmes.toReversed().map((p) => <Programme key={p.programme.id} detail={p} />)}
          <NoticeList notices={d.notices} />
          {d.programmes.length === 0 && d.contracts.length === 0 && d.applications.length === 0 && (
            <EmptyState title="Nothing asked for yet" action={acts && <ButtonLink to="/applications/new">Apply for certification</ButtonLink>}>
              It begins with an application: the standard, the scope, the sites, how many persons.
            </EmptyState>
          )}
        </Page>
      )}
    </Loaded>
  );
}

/** Everything that waits for the client, first of all. */
function ToDo({ detail: d }: { detail: Shape<"ClientDetail"> }) {
  const standard = useStandard();
  const acts = useActs("client");
  const today = useMe().today;
  const findings = $api.useQuery("get", "/api/v1/findings", { params: { query: { client: d.client.id, open: true, sort: "due", size: 100 } } });
  const [sent, setSent] = useState("");
  const toAnswer = (findings.data?.rows ?? []).filter((f) => f.may.includes("answer"));
  const offered = d.contracts.filter((c) => c.state === "offered");
  const drafts = d.applications.filter((a) => a.state === "draft");
  const asked = d.applications.filter((a) => a.state === "info_requested");
  const amended = d.contracts.flatMap((c) => (c.amendments ?? []).filter((a) => a.state === "offered").map((a) => ({ ...a, no: c.no })));
  const proposed = d.programmes.flatMap((p) => p.audits).filter((a) => a.dates === "proposed" && a.state === "owed");
  const answered = (findings.data?.rows ?? []).filter((f) => f.state === "answered" || f.state === "evidence_in");
  const waits = toAnswer.length + offered.length + drafts.length + asked.length + amended.length + proposed.length > 0;
  return (
    <>
      {/* Always there, so that a screen reader hears it being filled. */}
      <Text role="status" fw={600}>{sent && `Sent: the answer to ${sent} is with the auditor.`}</Text>
      {!waits && <Text>Nothing waits for you.</Text>}
      {waits && (
        <Section title={acts ? "What waits for you" : "What waits for your organisation"}>
          <Stack gap="sm">
            {offered.map((c) => {
              const over = !!c.valid_until && c.valid_until < today;
              const until = c.valid_until && ` ${over ? "It stood" : "It stands"} until ${formatDate(c.valid_until)}.`;
              const renewal = c.renewal_asked && ` A renewed offer was asked for on ${formatDate(c.renewal_asked)}.`;
              const step = over ? "Ask for a renewed offer" : "Read and accept";
              return <Item key={c.id} text={`The contract ${c.no} for ${standard(c.scheme_id)} is offered to you.${until ?? ""}${renewal ?? ""}`}><ButtonLink size="xs" to="/contracts/$id" params={{ id: c.id }}>{acts && !renewal ? step : "Read"}</ButtonLink></Item>;
            })}
            {amended.map((a) => <Item key={a.id} text={`Revision ${a.revision} of contract ${a.no} is offered to you.`}><ButtonLink size="xs" to="/contracts/$id" params={{ id: a.contract_id }}>{acts ? "Read and accept" : "Read"}</ButtonLink></Item>)}
            {asked.map((a) => <Item key={a.id} text={`The review of application ${a.no} asks you something.`}><ButtonLink size="xs" to="/applications/$id" params={{ id: a.id }}>{acts ? "Answer" : "Read"}</ButtonLink></Item>)}
            {drafts.map((a) => <Item key={a.id} text={`The application ${a.no} for ${standard(a.scheme_id)} is a draft.`}><ButtonLink size="xs" to="/applications/$id" params={{ id: a.id }}>{acts ? "Finish and submit" : "Read"}</ButtonLink></Item>)}
            {proposed.map((a) => <Item key={a.id} text={`${a.title}: ${formatSpan(a.from, a.to)} is proposed to you.`}><ButtonLink size="xs" to="/audits/$id" params={{ id: a.id }}>{acts ? "See and agree" : "See"}</ButtonLink></Item>)}
            {toAnswer.length > 0 && <Text fw={600}>{count(toAnswer.length, "finding")} to answer</Text>}
            {toAnswer.map((f) => <FindingCard key={f.id} finding={f} onSent={() => setSent(f.no)} />)}
          </Stack>
        </Section>
      )}
      <Answered findings={answered} />
    </>
  );
}

/** What was answered and not yet judged, so that an answer sent is seen to have arrived. */
function Answered({ findings }: { findings: Shape<"AuditFinding">[] }) {
  if (findings.length === 0) return null;
  return (
    <Section title="Answered, with the auditor">
      <List>
        {findings.map((f) => (
          <List.Item key={f.id}>
            <TextLink to="/audits/$id" params={{ id: f.audit_id }} hash={f.id}>{f.no}</TextLink> {formatWord(f.grade).toLowerCase()}, {f.requirement}
            {f.answer?.at ? `: answered ${formatInstant(f.answer.at)}` : ""}
          </List.Item>
        ))}
      </List>
    </Section>
  );
}

function Item({ text, children }: { text: string; children: React.ReactNode }) {
  return <Paper p="sm"><Text span mr="sm">{text}</Text>{children}</Paper>;
}

function Programme({ detail: p }: { detail: Shape<"ProgrammeDetail"> }) {
  const standard = useStandard();
  const c = p.certificate;
  return (
    <Section
      title={standard(p.programme.scheme_id)}
      aside={c && !c.imported && c.state === "valid" && <Button component="a" href={`/api/v1/certificates/${c.id}/pdf`} download>Download the certificate</Button>}
    >
      {c && (
        <Text>
          Certificate <TextLink to="/certificates/$id" params={{ id: c.id }}>{c.no}</TextLink>: {formatWord(c.state).toLowerCase()}
          {c.expiry ? `, expires ${formatDate(c.expiry)}` : ""}
        </Text>
      )}
      {c && <Standing certificate={c} />}
      <CycleOf detail={p} />
      <Paper><Journey steps={p.journey} me="client" /></Paper>
    </Section>
  );
}
