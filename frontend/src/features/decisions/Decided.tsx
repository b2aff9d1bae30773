import { Code, Paper } from "@mantine/core";
import type { Shape } from "../../api/client";
import { Fact, Facts } from "../../ui/Facts";
import { FindingList } from "../../ui/FindingList";
import { formatInstant, formatWord } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Section } from "../../ui/Page";

/** The signed, immutable record of a decision. */
export function Decided({ decision: d }: { decision: Shape<"Decision"> }) {
  return (
    <Section title={`Decided: ${formatWord(d.outcome).toLowerCase()}`}>
      <Paper>
        <Facts>
          <Fact name="By">{d.decided_by_name}, {formatInstant(d.decided_at)}</Fact>
          <Fact name="Meaning">{d.meaning}</Fact>
          <Fact name="Reasons">{d.reasons}</Fact>
          <Fact name="Against the recommendation because">{d.justification}</Fact>
          <Fact name="Certificate">{d.certificate_id && <TextLink to="/certificates/$id" params={{ id: d.certificate_id }}>Open the certificate</TextLink>}</Fact>
          <Fact name="File as decided on (SHA-256)"><Code>{d.file_hash}</Code></Fact>
          <Fact name="Signature"><Code>{d.signature}</Code> by key <Code>{d.key_id}</Code></Fact>
        </Facts>
        <FindingList findings={d.findings} />
      </Paper>
    </Section>
  );
}
