import { List, Paper, Text } from "@mantine/core";
import type { Shape } from "../../api/client";
import { Fact, Facts } from "../../ui/Facts";
import { formatDate } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Section } from "../../ui/Page";

type Change = Shape<"ProposedChange">;

/** What is proposed, by whom, on which grounds and facts; of a change of scope, before and after. */
export function Proposed({ change: p }: { change: Change }) {
  return (
    <Section title={`Proposed: ${p.title.toLowerCase()}`}>
      <Paper>
        <Facts>
          <Fact name="Grounds">{p.grounds} <Text span c="dimmed">ISO/IEC 17021-1, {p.clause}</Text></Fact>
          <Fact name="Facts"><span style={{ whiteSpace: "pre-line" }}>{p.facts}</span></Fact>
          <Fact name="Proposed by">{p.proposed_by}, {formatDate(p.proposed_on)}</Fact>
          <Fact name="Taken back">{p.taken_back_on && `by ${p.taken_back_by ?? p.proposed_by}, ${formatDate(p.taken_back_on)}: ${p.why_taken_back}`}</Fact>
          <Fact name="Certificate"><TextLink to="/certificates/$id" params={{ id: p.certificate_id }}>Open the certificate</TextLink></Fact>
          <Fact name="Suspension to be resolved by">{p.resolve_by && formatDate(p.resolve_by)}</Fact>
          <Fact name="Scope now">{p.scope_before}</Fact>
          <Fact name="Scope proposed">{p.scope}</Fact>
          <Fact name="Sites now">{sites(p.sites_before)}</Fact>
          <Fact name="Sites proposed">{sites(p.sites)}</Fact>
        </Facts>
      </Paper>
    </Section>
  );
}

function sites(names?: string[]) {
  return names && names.length > 0 && <List>{names.map((n) => <List.Item key={n}>{n}</List.Item>)}</List>;
}
