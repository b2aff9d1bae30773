import { Badge, Group, Paper, Stack, Text } from "@mantine/core";
import type { Shape } from "../../api/client";
import { useMe } from "../../app/session";
import { Fact, Facts } from "../../ui/Facts";
import { formatDate, formatDistance, formatWord } from "../../ui/format";
import { useStandard } from "../schemes/Standard";
import { AnswerForm } from "./AnswerForm";
import { VerdictForm } from "./VerdictForm";

type AuditFinding = Shape<"AuditFinding">;

const NEXT: Record<AuditFinding["state"], string> = {
  raised: "The client answers: correction, cause, corrective action.",
  answered: "The auditor reads the answer and accepts or rejects the plan.",
  plan_accepted: "The client hands in evidence, or the auditor verifies.",
  plan_rejected: "The client answers again.",
  evidence_in: "The auditor verifies that the action worked.",
  verified: "Closed.",
  not_effective: "The action did not work: the client answers again.",
};

/** One finding: statement and evidence, by when, what was answered, what the auditor said; the next step right here. onSent is told when the answer is in. */
export function FindingCard({ finding: f, onSent }: { finding: AuditFinding; onSent?: () => void }) {
  const today = useMe().today;
  const standard = useStandard();
  const open = f.state !== "verified";
  const verdicts = f.may.filter((m) => m !== "answer");
  return (
    <Paper component="article" aria-label={`Finding ${f.no}`} id={f.id}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Text fw={650}>{formatWord(f.grade)} · {f.requirement} <Text span c="dimmed" fw={400}>{f.no}{f.audit_title ? `, ${f.audit_title}` : ""}</Text></Text>
          <Badge>{formatWord(f.state)}</Badge>
        </Group>
        <Text>{f.statement}</Text>
        <Facts>
          <Fact name="Concerns">{f.scheme_ids && f.scheme_ids.map(standard).join(", ")}</Fact>
          <Fact name="Seen">{f.evidence}</Fact>
          <Fact name="Raised">{formatDate(f.raised_on)}</Fact>
          <Fact name="Answer by">{open && f.answer_due && `${formatDate(f.answer_due)}, ${formatDistance(f.answer_due, today)}`}</Fact>
          <Fact name="Close by">{open && f.close_by && `${formatDate(f.close_by)}, ${formatDistance(f.close_by, today)}; after it the audit has to be repeated in part`}</Fact>
          <Fact name="Correction">{f.answer?.correction}</Fact>
          <Fact name="Cause">{f.answer?.cause}</Fact>
          <Fact name="Corrective action">{f.answer?.action}</Fact>
          <Fact name="Evidence of it">{f.answer?.evidence}</Fact>
          <Fact name="Verdict">{f.verdict?.text && `${f.verdict.text} (${f.verdict.by_name ?? "auditor"}, ${formatDate(f.verdict.on)})`}</Fact>
        </Facts>
        {f.grade !== "opportunity" && <Text c="dimmed" fz="sm">Next: {NEXT[f.state]}</Text>}
        {f.may.includes("answer") && <AnswerForm finding={f} onSent={onSent} />}
        {verdicts.length > 0 && <VerdictForm finding={f} verdicts={verdicts as Verdicts} />}
      </Stack>
    </Paper>
  );
}

type Verdicts = Shape<"VerdictInput">["verdict"][];
