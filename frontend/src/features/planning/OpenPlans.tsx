import { Table } from "@mantine/core";
import { $api, type Shape } from "../../api/client";
import { formatInstant, formatSpan } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";

export const STATES: Record<Shape<"PlanRun">["state"], string> = {
  waiting: "waits for a worker", running: "searching", done: "proposal", cancelled: "cancelled", failed: "failed",
};

/** What a run is for, in a few words. */
export function planFor(r: Shape<"PlanRun">): string {
  return r.away ? `${r.away.name} away ${formatSpan(r.away.from, r.away.to)}` : `due ${formatSpan(r.from, r.to)}`;
}

/** Searches and proposals that have audits for themselves until they are booked or dismissed. Nothing while there are none. */
export function OpenPlans() {
  const query = $api.useQuery("get", "/api/v1/planning/open");
  return (
    <Loaded query={query} what="what is open">
      {(all) => all.length > 0 && (
        <Section title="Open now">
          <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} aria-label="Open searches and proposals">
            <Table>
              <Table.Thead><Table.Tr><Table.Th>For</Table.Th><Table.Th>By</Table.Th><Table.Th>Begun</Table.Th><Table.Th>State</Table.Th><Table.Th ta="right">Audits nobody else can plan</Table.Th></Table.Tr></Table.Thead>
              <Table.Tbody>
                {all.map((o) => (
                  <Table.Tr key={o.run.id} data-open={o.run.id}>
                    <Table.Td><TextLink to="/planning/$id" params={{ id: o.run.id }}>{planFor(o.run)}</TextLink></Table.Td>
                    <Table.Td>{o.run.started_by}</Table.Td>
                    <Table.Td>{formatInstant(o.run.created_at)}</Table.Td>
                    <Table.Td>{STATES[o.run.state]}</Table.Td>
                    <Table.Td ta="right">{o.claims}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Section>
      )}
    </Loaded>
  );
}
