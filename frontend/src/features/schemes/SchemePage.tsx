import { Badge, Button, Table } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { $api, type Shape } from "../../api/client";
import { Fact, Facts } from "../../ui/Facts";
import { formatInstant, formatNumber } from "../../ui/format";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { Changes } from "./Changes";
import { Proposal } from "./Proposal";
import { windowText } from "./window";

const route = getRouteApi("/inside/schemes/$scheme");

type History = Shape<"SchemeHistory">;

/** One scheme: the numbers in force, a change proposed and rehearsed, every version with who and why. */
export function SchemePage() {
  const { scheme } = route.useParams();
  const query = $api.useQuery("get", "/api/v1/schemes/{scheme}/versions", { params: { path: { scheme } } });
  return <Loaded query={query} what="the scheme">{(history) => <Scheme history={history} />}</Loaded>;
}

function Scheme({ history }: { history: History }) {
  const [proposing, setProposing] = useState(false);
  const active = history.versions.find((v) => v.active) ?? history.versions[0];
  return (
    <Page
      title={history.name} lead={`Version ${active.version} is in force for new contracts.`}
      actions={!proposing && <Button variant="default" onClick={() => setProposing(true)}>Propose a change</Button>}
    >
      {proposing && <Proposal key={active.version} history={history} active={active} onDone={() => setProposing(false)} />}
      <Numbers data={active.data} />
      <Versions history={history} />
    </Page>
  );
}

function Numbers({ data: d }: { data: Shape<"SchemeData"> }) {
  return (
    <Section title="In force">
      <Facts>
        <Fact name="Stage 2 after Stage 1">{windowText(d.stage2)}</Fact>
        <Fact name="Cycle">{d.programme.cycle_months} months, ends {d.programme.expiry_convention === "same_day" ? "on the day" : "on the day before"}</Fact>
        <Fact name="Surveillance">every {d.programme.surveillance_months} months; its window opens {d.programme.surveillance_opens_months} months before</Fact>
        <Fact name="Audits are judged by">their {d.programme.judged_by === "first_day" ? "first" : "last"} day</Fact>
        <Fact name="Recertification">opens {d.programme.recert_opens_months} months before expiry, to end {d.programme.recert_audit_ends_days} days before it</Fact>
        <Fact name="Corrections due">{d.nonconformities.response_days} days after the closing meeting; majors verified within {d.nonconformities.major_months} months</Fact>
        <Fact name="Cooling-off">{d.impartiality.cooling_years} years after consultancy or internal audit</Fact>
      </Facts>
    </Section>
  );
}

function Versions({ history }: { history: History }) {
  return (
    <Section title="Versions">
      <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} aria-label="Versions">
        <Table>
          <Table.Thead><Table.Tr><Table.Th>Version</Table.Th><Table.Th>In force since</Table.Th><Table.Th>By</Table.Th><Table.Th>What and why</Table.Th><Table.Th ta="right">Programmes that keep it</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {history.versions.map((v) => (
              <Table.Tr key={v.version}>
                <Table.Td>{v.version} {v.active && <Badge>in force</Badge>}</Table.Td>
                <Table.Td>{formatInstant(v.since)}</Table.Td>
                <Table.Td>{v.by}</Table.Td>
                <Table.Td>{v.why}{v.changes.length > 0 ? <Changes changes={v.changes} /> : "As shipped."}</Table.Td>
                <Table.Td ta="right">{formatNumber(v.programmes)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
