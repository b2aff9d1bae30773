import { Button, Checkbox, NativeSelect, NumberInput, Paper, SimpleGrid, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { Fact, Facts } from "../../ui/Facts";
import { Form, number, text } from "../../ui/Form";
import { formatInstant, formatNumber, formatWord } from "../../ui/format";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";

type Detail = Shape<"AuditDetail">;

const RECOMMENDATIONS = [
  { value: "", label: "None (stage 1)" }, { value: "grant", label: "grant" }, { value: "refuse", label: "refuse" },
  { value: "maintain", label: "maintain" }, { value: "renew", label: "renew" },
];

/** What each kind of audit usually ends with. */
const USUAL: Record<Shape<"Audit">["type"], string> = { stage1: "", stage2: "grant", surveillance: "maintain", recertification: "renew", special: "maintain" };

/** The report: shown once issued, written here by the team while the audit is under way. */
export function ReportSection({ detail }: { detail: Detail }) {
  const [writing, setWriting] = useState(false);
  const { report: r, may } = detail;
  if (r) {
    return (
      <Section title="Report">
        <Facts>
          <Fact name="Summary">{r.summary}</Fact>
          <Fact name="Recommendation">{r.recommendation && formatWord(r.recommendation)}</Fact>
          <Fact name="Objectives">{r.objectives_met ? "met" : "not met"}</Fact>
          <Fact name="Time spent">{r.audited_half_days !== undefined && `${formatNumber(r.audited_half_days / 2)} days`}</Fact>
          <Fact name="Issued">{r.submitted_at && `${formatInstant(r.submitted_at)}${r.submitted_by ? ` by ${r.submitted_by}` : ""}`}</Fact>
        </Facts>
      </Section>
    );
  }
  if (!may.includes("report")) return null;
  return (
    <Section title="Report">
      {writing ? <ReportForm detail={detail} onDone={() => setWriting(false)} /> : (
        <Text>Enter the findings first, then write the report. <Button size="xs" ml="xs" onClick={() => setWriting(true)}>Write the report</Button></Text>
      )}
    </Section>
  );
}

function ReportForm({ detail: { audit: a }, onDone }: { detail: Detail; onDone: () => void }) {
  const issue = $api.useMutation("post", "/api/v1/audits/{id}/report", { onSuccess: onDone });
  const wrong = fieldErrors(issue.error);
  return (
    <Paper maw={760}>
      <Form
        label="Report" submit="Issue the report" pending={issue.isPending} error={issue.error}
        onSubmit={(f) => issue.mutate({
          params: { path: { id: a.id }, header: seen(a.version) },
          body: { summary: text(f, "summary"), recommendation: text(f, "recommendation") as "grant", objectives_met: f.get("objectives_met") === "on", audited_half_days: Math.round(number(f, "days") * 2) },
        })}
        aside={<Button variant="default" onClick={onDone}>Leave it</Button>}
      >
        <Textarea name="summary" label="Summary" description="At least ten characters; what was audited, and the conclusion" minRows={5} error={wrong.summary} required minLength={10} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <NativeSelect name="recommendation" label="Recommendation" data={RECOMMENDATIONS} defaultValue={USUAL[a.type]} error={wrong.recommendation} />
          <NumberInput name="days" label="Days spent on the audit" defaultValue={a.half_days / 2} min={0} step={0.5} error={wrong.audited_half_days} required />
        </SimpleGrid>
        <Checkbox name="objectives_met" label="The audit's objectives were met" defaultChecked />
      </Form>
    </Paper>
  );
}
