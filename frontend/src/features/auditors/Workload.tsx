import { Badge, SegmentedControl, Table, Text } from "@mantine/core";
import { useState } from "react";
import { $api, type Shape } from "../../api/client";
import { EmptyState } from "../../ui/EmptyState";
import { Fact, Facts } from "../../ui/Facts";
import { count, formatDate, formatMonth, formatSpan, formatWord } from "../../ui/format";
import { WarnIcon } from "../../ui/icons";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";
import { StackedTable } from "../../ui/StackedTable";
import { Standard } from "../schemes/Standard";
import { LoadBar } from "./LoadBar";
import classes from "./LoadBar.module.css";

type Work = Shape<"Workload">;

/** Codes with their ends, load, nights and time off of one year. The auditor's own page and the planner's page of the auditor are this one view. */
export function Workload({ auditor, year }: { auditor: string; year?: number }) {
  const query = $api.useQuery("get", "/api/v1/auditors/{id}/workload", { params: { path: { id: auditor }, query: { year } } });
  return (
    <Loaded query={query} what="the workload">
      {(w) => (
        <>
          <Load work={w} />
          <Codes work={w} />
          <Away work={w} />
        </>
      )}
    </Loaded>
  );
}

function Load({ work: w }: { work: Work }) {
  const [by, setBy] = useState("month");
  const rows = by === "month" ? w.months : w.quarters;
  return (
    <Section title={`Load in ${w.year}`} aside={<SegmentedControl size="xs" value={by} onChange={setBy} data={[{ value: "month", label: "By month" }, { value: "quarter", label: "By quarter" }]} aria-label="Load by" />}>
      <Facts>
        <Fact name="Booked">{count(w.total.half_days, "half-day")}</Fact>
        <Fact name="Nights away">{String(w.total.nights)}</Fact>
        <Fact name="Aimed at">{count(w.total.target, "half-day")} a year</Fact>
        <Fact name="At most">{count(w.week_ceiling, "half-day")} a week</Fact>
      </Facts>
      <StackedTable minWidth={330} label={`Load in ${w.year}`}>
          <Table.Thead><Table.Tr><Table.Th>{by === "month" ? "Month" : "Quarter"}</Table.Th><Table.Th ta="right">Half-days</Table.Th><Table.Th>Against target and room</Table.Th><Table.Th ta="right">Nights</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {rows.map((l) => (
              <Table.Tr key={l.name}>
                <Table.Td className={classes.name}>{by === "month" ? formatMonth(`${l.name}-01`) : l.name}</Table.Td><Table.Td ta="right">{l.half_days}</Table.Td>
                <Table.Td><LoadBar load={l} /></Table.Td><Table.Td ta="right">{l.nights}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </StackedTable>
      <Text c="dimmed" fz="sm">Working half-days at the sites, proposed and agreed. The mark on the bar is what planning aims at; its end is what the working week has room for.</Text>
    </Section>
  );
}

function Codes({ work: w }: { work: Work }) {
  return (
    <Section title="Codes">
      {w.permits.length === 0 && <EmptyState title="None yet">Without an authorisation for the standard, the role and the code nobody can be booked.</EmptyState>}
      {w.permits.length > 0 && (
        <StackedTable minWidth={330} label="Codes">
            <Table.Thead><Table.Tr><Table.Th>Code</Table.Th><Table.Th>Standard</Table.Th><Table.Th>Role</Table.Th><Table.Th>Until</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {w.permits.map((p) => (
                <Table.Tr key={p.id}>
                  <Table.Td>{p.code}</Table.Td><Table.Td><Standard id={p.scheme_id} /></Table.Td><Table.Td>{formatWord(p.role)}</Table.Td><Table.Td><Until permit={p} /></Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </StackedTable>
      )}
    </Section>
  );
}

function Until({ permit: p }: { permit: Shape<"PermitState"> }) {
  const day = p.valid_to ? formatDate(p.valid_to) : "open";
  switch (p.state) {
    case "ends_soon": return <Text span c="red" fw={600}><WarnIcon /> {day}, in {count(p.days_left ?? 0, "day")}</Text>;
    case "ended": return <Text span c="red" fw={600}><WarnIcon /> {day}, ended</Text>;
    case "not_yet": return <>{day} <Badge>from {formatDate(p.valid_from)}</Badge></>;
    default: return <>{day}</>;
  }
}

function Away({ work: w }: { work: Work }) {
  return (
    <Section title="Absences">
      {w.absences.length === 0 ? <Text c="dimmed">None entered.</Text>
        : <ul>{w.absences.map((a) => <li key={a.id}>{formatSpan(a.from, a.to)}{a.half ? ` (${a.half})` : ""}{a.why ? `: ${a.why}` : ""}</li>)}</ul>}
    </Section>
  );
}
