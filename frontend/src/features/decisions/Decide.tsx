import { Paper, PasswordInput, Radio, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { Fact, Facts } from "../../ui/Facts";
import { WarnIcon } from "../../ui/icons";
import { Form, optional, text } from "../../ui/Form";
import { formatDate, formatWord } from "../../ui/format";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";

type Outcome = Shape<"DecisionInput">["outcome"];

const FOLLOWS: Record<string, string> = { grant: "granted", renew: "renewed", maintain: "maintained", refuse: "refused" };

/** What follows from decisions that issue no document. */
const FOLLOWING: Record<string, string> = {
  suspended: "The certificate is not valid from today; the client, the planners and everybody who checks it are told. No due day moves.",
  restored: "The certificate is valid again from today. Its expiry and the days audits are due have not moved.",
  withdrawn: "The certification ends today and cannot be restored. The audits still owed are cancelled, and the client is told to stop using it.",
  cancelled: "A yes ends the certificate and its cycle from today, as the client asks; it cannot be restored. Audits still owed fall away, the client is told, and so is anyone who checks the certificate.",
};

/** The decision: what a yes would issue, the reasons, and the password once more. */
export function Decide({ detail }: { detail: Shape<"DecisionFileDetail"> }) {
  const { file, outcomes, recommendation, preview } = detail;
  const decide = $api.useMutation("post", "/api/v1/decision-files/{id}/decision");
  const [outcome, setOutcome] = useState(outcomes[0] ?? "");
  const wrong = fieldErrors(decide.error);
  const against = recommendation !== undefined && recommendation !== "" && FOLLOWS[recommendation] !== outcome;
  const send = (f: FormData) => decide.mutate({
    params: { path: { id: file.id }, header: seen(file.version) },
    body: { outcome: outcome as Outcome, reasons: text(f, "reasons"), justification: optional(f, "justification"), password: String(f.get("password")) },
  });
  return (
    <Section title="Decide">
      <Paper maw={760}>
        <Form label="Decision" submit={`Sign: ${outcome}`} pending={decide.isPending} error={decide.error} onSubmit={send}>
          <Radio.Group label="Outcome" value={outcome} onChange={setOutcome}>
            <Stack gap={6} mt={4}>{outcomes.map((o) => <Radio key={o} value={o} label={detail.proposal && o === "refused" ? "Against the proposal: nothing changes" : formatWord(o)} />)}</Stack>
          </Radio.Group>
          {preview && outcome !== "refused" && (FOLLOWING[outcome] ? <Text>{FOLLOWING[outcome]}</Text> : <Preview preview={preview} />)}
          <Textarea name="reasons" label="Reasons" error={wrong.reasons} required minLength={3} />
          {against && <Textarea name="justification" label="Why against the team's recommendation" error={wrong.justification} required />}
          <PasswordInput name="password" label="Your password, again" description="The decision is signed by you and can never be changed" error={wrong.password} required autoComplete="current-password" />
        </Form>
      </Paper>
    </Section>
  );
}

function Preview({ preview: p }: { preview: Shape<"CertificatePreview"> }) {
  return (
    <div>
      <Text fw={600}>A yes today issues</Text>
      <Facts>
        <Fact name="Number">{p.number ?? "the next free one"}</Fact>
        <Fact name="Standard">{p.standard}</Fact>
        <Fact name="Scope">{p.scope}</Fact>
        <Fact name="Effective">{formatDate(p.effective)}</Fact>
        <Fact name="Expiry">{formatDate(p.expiry)}</Fact>
        <Fact name="Next audit due">{p.next_due && formatDate(p.next_due)}</Fact>
        <Fact name="Accreditation">{p.mark}</Fact>
      </Facts>
      {p.warning && <Text c="red"><WarnIcon /> {p.warning}</Text>}
    </div>
  );
}
