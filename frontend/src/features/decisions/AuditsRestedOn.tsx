import { List, Paper, Text } from "@mantine/core";
import type { Shape } from "../../api/client";
import { formatSpan, formatWord } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Section } from "../../ui/Page";

/** The audits a decision rests on: team, dates and conclusions, without leaving the file. */
export function AuditsRestedOn({ audits, recommendation }: { audits: Shape<"AuditDetail">[]; recommendation?: string }) {
  return (
    <Section title="Audits it rests on">
      {recommendation && <Text>The team recommends: <b>{formatWord(recommendation).toLowerCase()}</b></Text>}
      {audits.map(({ audit: a, report, reason, justified }) => (
        <Paper key={a.id} p="sm">
          <Text fw={600}><TextLink to="/audits/$id" params={{ id: a.id }}>{a.title}</TextLink>, {formatSpan(a.from ?? a.report_on, a.to)}</Text>
          <List fz="sm">{a.seats.map((s) => <List.Item key={s.position_id}>{formatWord(s.role)}: {s.person_name}</List.Item>)}</List>
          {report ? <Text mt="xs">{report.summary}</Text> : <Text c="dimmed" mt="xs">{a.imported ? "Held before Certwright; its report is on paper." : "No report yet."}</Text>}
          {reason && <Text fz="sm" mt="xs">Booked with a reason for {justified?.join(", ")}: {reason}</Text>}
        </Paper>
      ))}
    </Section>
  );
}
