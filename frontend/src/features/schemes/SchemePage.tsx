import { Badge, Button, Table } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { $api, type Shape } from "../../api/client";
import { formatInstant, formatNumber } from "../../ui/format";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { Changes } from "./Changes";
import { InForce } from "./InForce";
import { Proposal } from "./Proposal";

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
      <InForce data={active.data} />
      <Versions history={history} />
    </Page>
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
