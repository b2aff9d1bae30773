import { Anchor, Badge, Paper, Table, Text, TextInput } from "@mantine/core";
import { $api, seen, type Shape } from "../../api/client";
import { useActs, useIs, useMe } from "../../app/session";
import { Fact, Facts } from "../../ui/Facts";
import { Form, text } from "../../ui/Form";
import { formatDate, formatNumber, formatSpan, formatWord } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { Reason } from "../../ui/Reason";
import { StackedTable } from "../../ui/StackedTable";

type Amendment = Shape<"Amendment">;

/** Booked audits that an amendment changed and nobody has seen to since. */
export function Unfit({ audits }: { audits: Shape<"AmendedAudit">[] }) {
  if (audits.length === 0) return null;
  return (
    <Section title="Bookings to see to">
      {audits.map((x) => <Text key={x.audit_id}><TextLink to="/audits/$id" params={{ id: x.audit_id }}>{x.title} ({x.no})</TextLink>: {x.to_do}</Text>)}
    </Section>
  );
}

/** Every revision of a contract: what is offered now first, older ones with their receipts folded away. */
export function Revisions({ contract: c }: { contract: Shape<"Contract"> }) {
  const amendments = c.amendments ?? [];
  if (amendments.length === 0) return null;
  const open = amendments.filter((a) => a.state === "offered" || a.state === "accepted");
  const settled = amendments.filter((a) => !open.includes(a)).toReversed();
  return (
    <>
      {open.map((a) => <Section key={a.id} title={`Revision ${a.revision} is ${a.state}`}><UnderWay amendment={a} /></Section>)}
      {settled.length > 0 && (
        <Section title="Revisions">
          {settled.map((a) => (
            <details key={a.id}>
              <summary>Revision {a.revision}: {formatWord(a.state).toLowerCase()}{a.state === "in_force" ? ` since ${formatDate(a.effective)}, signed by ${a.signed_by}` : ` on ${formatDate(a.ended_on)}: ${a.why_ended}`}</summary>
              <AmendmentView amendment={a} />
            </details>
          ))}
          {c.revision > 1 && <Text>Revision 1: signed {formatDate(c.signed_on)}{c.signed_by ? ` by ${c.signed_by}` : ""}; <Anchor href={`/api/v1/contracts/${c.id}/receipt.pdf?revision=1`} download>its receipt as PDF</Anchor></Text>}
        </Section>
      )}
    </>
  );
}

function UnderWay({ amendment: a }: { amendment: Amendment }) {
  const client = useActs("client");
  const planner = useIs("planner", "admin");
  return (
    <>
      {a.state === "accepted" && <Text>Signed by {a.signed_by} on {formatDate(a.signed_on)}; it holds from {formatDate(a.effective)} on.</Text>}
      <AmendmentView amendment={a} />
      {client && a.state === "offered" && <Sign amendment={a} />}
      {planner && <Withdraw amendment={a} />}
    </>
  );
}

function Sign({ amendment: a }: { amendment: Amendment }) {
  const me = useMe();
  const accept = $api.useMutation("post", "/api/v1/amendments/{id}/acceptance");
  const decline = $api.useMutation("post", "/api/v1/amendments/{id}/decline");
  const at = { path: { id: a.id }, header: seen(a.version) };
  return (
    <>
      <Paper maw={620}>
        <Text mb="sm">You sign the terms above; they hold from {formatDate(a.effective)} on. Until then, and if you decline, the contract stands as it is.</Text>
        <Form label="Accept the amendment" submit="Accept the amendment" pending={accept.isPending} error={accept.error} onSubmit={(f) => accept.mutate({ params: at, body: { signed_by: text(f, "signed_by") } })}>
          <TextInput name="signed_by" label="Name of the person who signs" defaultValue={me.name} required minLength={2} error={fieldErrors(accept.error).signed_by} />
        </Form>
      </Paper>
      <Reason open="Decline the amendment" submit="Decline it" hint="The contract stands as it is; we read why" pending={decline.isPending} error={decline.error} onReason={(reason) => decline.mutate({ params: at, body: { reason } })} />
    </>
  );
}

function Withdraw({ amendment: a }: { amendment: Amendment }) {
  const withdraw = $api.useMutation("post", "/api/v1/amendments/{id}/withdrawal");
  return (
    <Reason
      open="Withdraw the amendment" submit="Withdraw it" hint="The client is told; the contract stands as it is" pending={withdraw.isPending} error={withdraw.error}
      onReason={(reason) => withdraw.mutate({ params: { path: { id: a.id }, header: seen(a.version) }, body: { reason } })}
    />
  );
}

/** What an amendment changes: terms, the two receipts line by line, the audits it reaches. */
export function AmendmentView({ amendment: a }: { amendment: Amendment }) {
  const { before: was, after: now } = a;
  const both = (x: string | number | undefined, y: string | number | undefined) => (x === y ? y : <>{y} <Text span c="dimmed">(before: {x || "none"})</Text></>);
  const receipt = a.state !== "declined" && a.state !== "withdrawn" && a.id;
  return (
    <>
      <Facts>
        <Fact name="Why">{a.why}</Fact>
        <Fact name="From">{formatDate(a.effective)}</Fact>
        <Fact name="Scope">{both(was.scope, now.scope)}</Fact>
        <Fact name="Technical areas">{both(was.codes.join(", "), now.codes.join(", "))}</Fact>
        <Fact name="Persons">{both(formatNumber(was.persons), formatNumber(now.persons))}</Fact>
        <Fact name="Sites">{both(was.site_ids.length, now.site_ids.length)}</Fact>
        <Fact name="Statement of Applicability">{both(was.soa_version, now.soa_version)}</Fact>
        <Fact name="Data version of the standard">{both(was.scheme_version, now.scheme_version)}</Fact>
        <Fact name="Receipt">{receipt && <Anchor href={`/api/v1/contracts/${a.contract_id}/receipt.pdf?revision=${a.revision}`} download>Receipt of revision {a.revision} as PDF</Anchor>}</Fact>
      </Facts>
      <Differences lines={a.differences} />
      <AmendedAudits audits={a.audits} />
    </>
  );
}

/** Two receipts side by side; the lines that differ say so in a word. */
export function Differences({ lines }: { lines: Shape<"Difference">[] }) {
  return (
    <StackedTable minWidth={420} label="The audit time before and after">
        <Table.Thead><Table.Tr><Table.Th>Step</Table.Th><Table.Th ta="right">Before</Table.Th><Table.Th ta="right">After</Table.Th><Table.Th>Change</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>
          {lines.map((l) => (
            <Table.Tr key={l.step}>
              <Table.Td>{l.step}</Table.Td><Table.Td ta="right">{l.was || "–"}</Table.Td>
              <Table.Td ta="right"><Text span fw={l.changed ? 650 : undefined}>{l.now || "–"}</Text></Table.Td>
              <Table.Td>{l.changed && <Badge>changed</Badge>}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </StackedTable>
  );
}

function AmendedAudits({ audits }: { audits: Shape<"AmendedAudit">[] }) {
  if (audits.length === 0) return <Text c="dimmed">No audit owed changes.</Text>;
  const toDo = audits.some((x) => x.to_do);
  return (
    <StackedTable minWidth={480} label="Audits that change">
        <Table.Caption>Audits not begun; auditor days</Table.Caption>
        <Table.Thead><Table.Tr><Table.Th>Audit</Table.Th><Table.Th ta="right">Before</Table.Th><Table.Th ta="right">After</Table.Th><Table.Th>Booked</Table.Th>{toDo && <Table.Th>What to do</Table.Th>}</Table.Tr></Table.Thead>
        <Table.Tbody>
          {audits.map((x) => (
            <Table.Tr key={x.audit_id}>
              <Table.Td><TextLink to="/audits/$id" params={{ id: x.audit_id }}>{x.title}</TextLink></Table.Td>
              <Table.Td ta="right">{formatNumber(x.from_half_days / 2)}</Table.Td><Table.Td ta="right">{formatNumber(x.to_half_days / 2)}</Table.Td>
              <Table.Td>{x.booked_from ? formatSpan(x.booked_from, x.booked_to) : "not yet"}</Table.Td>{toDo && <Table.Td>{x.to_do || "nothing"}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </StackedTable>
  );
}
