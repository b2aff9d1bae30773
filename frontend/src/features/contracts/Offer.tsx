import { Alert, Anchor, Button, Group, Paper, Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { useActs, useIs, useMe } from "../../app/session";
import { FindingList } from "../../ui/FindingList";
import { Form, optional, text } from "../../ui/Form";
import { civilDate, count, dayNumber, formatDate, formatDistance, formatNumber } from "../../ui/format";
import { WarnIcon } from "../../ui/icons";
import { Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { fieldErrors } from "../../ui/problem";
import { Reason } from "../../ui/Reason";
import { Differences } from "./Revisions";

type Contract = Shape<"Contract">;

/** An offer that waits: the client accepts it while it stands, a planner renews or withdraws it. */
export function Offer({ contract: c }: { contract: Contract }) {
  const client = useActs("client");
  const planner = useIs("planner", "admin");
  const over = c.offer && !c.offer.met;
  return (
    <>
      {over && <RanOut contract={c} />}
      {client && !over && <Accept contract={c} />}
      {!client && !over && <Text c="dimmed">Offered on {formatDate(c.offered_on)}; it waits for the client to accept it{c.valid_until ? ` until ${formatDate(c.valid_until)}` : ""}.</Text>}
      {planner && (over ? <Section title="Renew the offer"><Renew contract={c} /></Section> : <details><summary>Let it stand longer</summary><Renew contract={c} /></details>)}
      {planner && <Withdraw contract={c} />}
    </>
  );
}

/** The last day of an offer in a list: how far off it is, and whether somebody waits for another. */
export function LastDay({ offer: c }: { offer: { state: string; valid_until?: string; renewal_asked?: string } }) {
  const today = useMe().today;
  if (c.state !== "offered" || !c.valid_until) return <>{formatDate(c.state === "offered" ? c.valid_until : undefined)}</>;
  const over = c.valid_until < today;
  return (
    <>
      {over && <WarnIcon />} {formatDate(c.valid_until)} <small>{over ? "ran out " : ""}{formatDistance(c.valid_until, today)}</small>
      {c.renewal_asked && <small> · renewal asked for</small>}
    </>
  );
}

function RanOut({ contract: c }: { contract: Contract }) {
  const client = useActs("client");
  const ask = $api.useMutation("post", "/api/v1/contracts/{id}/renewal-request");
  return (
    <Alert color="orange" icon={<WarnIcon />} title="This offer can no longer be accepted" styles={{ title: { color: "var(--mantine-color-text)" } }}>
      <Stack gap="xs">
        {c.offer && <FindingList findings={[c.offer]} />}
        {c.renewal_asked && <Text>{client ? "You asked" : "The client asked"} for a renewed offer on {formatDate(c.renewal_asked)}{client ? "; our planners know." : "."}</Text>}
        {client && !c.renewal_asked && <Group><Button loading={ask.isPending} onClick={() => ask.mutate({ params: { path: { id: c.id }, header: seen(c.version) } })}>Ask for a renewed offer</Button></Group>}
        <Problem error={ask.error} />
      </Stack>
    </Alert>
  );
}

function Renew({ contract: c }: { contract: Contract }) {
  const today = useMe().today;
  const renew = $api.useMutation("post", "/api/v1/contracts/{id}/renewal");
  const settings = $api.useQuery("get", "/api/v1/settings");
  const least = dayNumber(c.valid_until && c.valid_until >= today ? c.valid_until : today) + 1;
  if (!settings.data) return <Problem error={settings.error} />; // a day typed before the usual one is known must not be lost
  const usual = dayNumber(today) + (settings.data.offer_days ?? 30);
  return (
    <Paper maw={c.new_working ? 760 : 520}>
      <Form label="Renew the offer" submit="Renew the offer" pending={renew.isPending} error={renew.error} onSubmit={(f) => renew.mutate({ params: { path: { id: c.id }, header: seen(c.version) }, body: { valid_until: optional(f, "valid_until"), ...(c.new_working ? { take_new: text(f, "working") === "new", why_kept: optional(f, "why_kept") } : {}) } })}>
        {c.new_working && <Working offered={c} now={c.new_working} error={fieldErrors(renew.error).why_kept} />}
        <TextInput name="valid_until" type="date" label="Valid until" description="The client gets the offer again, with its new last day" defaultValue={civilDate(Math.max(least, usual))} min={civilDate(least)} error={fieldErrors(renew.error).valid_until} required />
      </Form>
    </Paper>
  );
}

/** The scheme's data changed since the offer: both workings side by side, and which one holds. */
function Working({ offered: c, now, error }: { offered: Contract; now: NonNullable<Contract["new_working"]>; error?: string }) {
  const [working, setWorking] = useState(now.blocked ? "offered" : "");
  return (
    <>
      <FindingList findings={[now.finding]} />
      {!now.blocked && <Differences lines={now.differences} />}
      {now.blocked && <Text>The working of version {now.version} cannot be taken. {now.blocked}</Text>}
      {c.receipt.override && <Text>The {formatNumber(c.receipt.override.days)} days that {c.receipt.override.approved_by} approved fall away with the new working; ask for them anew after it.</Text>}
      <Radio.Group name="working" label="Which working holds" value={working} onChange={setWorking} required>
        <Stack gap={6} mt={4}>
          <Radio value="new" disabled={Boolean(now.blocked)} label={`The new one: ${now.blocked ? "none" : formatNumber(now.initial_days)} days for the initial audit, by version ${now.version}`} />
          <Radio value="offered" label={`The offered one: ${formatNumber(c.receipt.initial_days)} days for the initial audit, by version ${c.scheme_version}`} />
        </Stack>
      </Radio.Group>
      {working === "offered" && <Textarea name="why_kept" label="Why the offered working stands" description="It stands on the receipt, which the client gets" required autosize minRows={2} error={error} />}
    </>
  );
}

function Accept({ contract: c }: { contract: Contract }) {
  const me = useMe();
  const accept = $api.useMutation("post", "/api/v1/contracts/{id}/acceptance");
  const decline = $api.useMutation("post", "/api/v1/contracts/{id}/decline");
  const at = { path: { id: c.id }, header: seen(c.version) };
  return (
    <Section title="Accept the contract">
      <Paper maw={620}>
        <Text mb="sm">
          You sign contract {c.no}: {c.scope}; {formatNumber(c.persons)} persons, {count(c.site_ids.length, "site")}, {formatNumber(c.receipt.initial_days)} days
          for the initial audit. Its working is below and in <Anchor href={`/api/v1/contracts/${c.id}/receipt.pdf`} download>the receipt</Anchor> that came with our letter.
          Your programme begins, and the planner proposes dates for stage 1.
        </Text>
        {c.valid_until && <Text mb="sm" fw={600}>The offer stands until {formatDate(c.valid_until)}, {formatDistance(c.valid_until, me.today)}.</Text>}
        <Form label="Accept the contract" submit="Accept the contract" pending={accept.isPending} error={accept.error} onSubmit={(f) => accept.mutate({ params: at, body: { signed_by: text(f, "signed_by") } })}>
          <TextInput name="signed_by" label="Name of the person who signs" defaultValue={me.name} error={fieldErrors(accept.error).signed_by} required minLength={2} />
        </Form>
      </Paper>
      <Reason open="Decline the offer" submit="Decline it" hint="We read it and may make you another offer" pending={decline.isPending} error={decline.error} onReason={(reason) => decline.mutate({ params: at, body: { reason } })} />
    </Section>
  );
}

function Withdraw({ contract: c }: { contract: Contract }) {
  const withdraw = $api.useMutation("post", "/api/v1/contracts/{id}/withdrawal");
  return (
    <Reason
      open="Withdraw the offer" submit="Withdraw it" hint="The client is told; another contract can then be offered on the application" pending={withdraw.isPending} error={withdraw.error}
      onReason={(reason) => withdraw.mutate({ params: { path: { id: c.id }, header: seen(c.version) }, body: { reason } })}
    />
  );
}
