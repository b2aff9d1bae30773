import { Badge, NativeSelect, NumberInput, Paper, Radio, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { useIs, useMe } from "../../app/session";
import { Fact, Facts } from "../../ui/Facts";
import { Form, number, optional, text } from "../../ui/Form";
import { civilDate, dayNumber, formatInstant, formatWord } from "../../ui/format";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { History } from "../ledger/History";
import { Meanings } from "./Meanings";
import { standing } from "./NoticeList";
import { NoticeText } from "./NoticeText";

const route = getRouteApi("/inside/notices/$id");

type Notice = Shape<"Notice">;
type Outcome = Shape<"ResolutionInput">["outcome"];

/** One change a client told: what it would mean, and what came of it. */
export function NoticePage() {
  const { id } = route.useParams();
  const query = $api.useQuery("get", "/api/v1/notices/{id}", { params: { path: { id } } });
  const planner = useIs("planner", "admin");
  return (
    <Loaded query={query} what="the notice">
      {(n) => (
        <Page title={`Notice ${n.no}`} lead={<>{n.client_name} · <Badge>{standing(n)}</Badge></>}>
          <Paper maw={860}><NoticeText notice={n} /></Paper>
          {n.state === "resolved" ? <Settled notice={n} /> : planner ? <Settle notice={n} /> : <Text>A planner looks at it next. You get a letter when it is settled, and see it here.</Text>}
          <Section title="What it would mean"><Meanings meanings={n.meanings} /></Section>
          <History kind="notice" object={n.id} />
        </Page>
      )}
    </Loaded>
  );
}

function Settled({ notice: n }: { notice: Notice }) {
  return (
    <Section title="What came of it">
      <Facts>
        <Fact name="Outcome">{standing(n).replace("Settled: ", "")}</Fact>
        <Fact name="Reason">{n.reason}</Fact>
        <Fact name="By">{n.resolved_by}, {formatInstant(n.resolved_at)}</Fact>
        <Fact name="Amendment">{n.contract_id && <TextLink to="/contracts/$id" params={{ id: n.contract_id }}>{formatWord(n.amendment_state)}: open the contract</TextLink>}</Fact>
        <Fact name="Special audit">{n.audit_id && <TextLink to="/audits/$id" params={{ id: n.audit_id }}>{formatWord(n.purpose)}: open the audit</TextLink>}</Fact>
      </Facts>
    </Section>
  );
}

/** The planner's three ways: an amendment, a special audit, no effect. */
function Settle({ notice: n }: { notice: Notice }) {
  const today = useMe().today;
  const [outcome, setOutcome] = useState<Outcome>("no_effect");
  const resolve = $api.useMutation("post", "/api/v1/notices/{id}/resolution");
  const wrong = fieldErrors(resolve.error);
  return (
    <Section title="Settle it" aside={n.meanings.map((m) => <ButtonLink key={m.contract_id} to="/contracts/$id/amend" params={{ id: m.contract_id }} search={{ notice: n.id }}>Amend contract {m.contract_no}</ButtonLink>)}>
      <Paper maw={720}>
        <Form
          label="Settle the notice" submit={outcome === "no_effect" ? "Close it: no effect" : "Order the special audit"} pending={resolve.isPending} error={resolve.error}
          onSubmit={(f) => resolve.mutate({
            params: { path: { id: n.id }, header: seen(n.version) },
            body: {
              outcome, reason: text(f, "reason"), ...(outcome === "special_audit" && {
                purpose: text(f, "purpose") as "extension", half_days: number(f, "days") * 2, latest: text(f, "latest"), contract_id: optional(f, "contract_id"),
              }),
            },
          })}
        >
          <Radio.Group name="outcome" label="Without an amendment" value={outcome} onChange={(v) => setOutcome(v as Outcome)}>
            <Stack gap={6} mt={4}><Radio value="no_effect" label="It has no effect" /><Radio value="special_audit" label="It needs a special audit" /></Stack>
          </Radio.Group>
          {outcome === "special_audit" && (
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
              <NativeSelect name="purpose" label="For" data={[{ value: "extension", label: "Extending the scope (9.6.4.1)" }, { value: "short_notice", label: "Looking at short notice (9.6.4.2)" }]} error={wrong.purpose} />
              <NativeSelect name="contract_id" label="In the cycle of" data={n.meanings.map((m) => ({ value: m.contract_id, label: `Contract ${m.contract_no}` }))} error={wrong.contract_id} />
              <NumberInput name="days" label="Auditor days" defaultValue={1} min={0.5} step={0.5} required error={wrong.half_days} />
              <TextInput name="latest" type="date" label="Not later than" defaultValue={civilDate(dayNumber(today) + 60)} min={today} required error={wrong.latest} />
            </SimpleGrid>
          )}
          <Textarea name="reason" label="Reason" description="The client reads it" required autosize minRows={2} error={wrong.reason} />
        </Form>
      </Paper>
    </Section>
  );
}
