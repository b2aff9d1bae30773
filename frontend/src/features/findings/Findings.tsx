import { Button, Paper, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Shape } from "../../api/client";
import { Section } from "../../ui/Page";
import { FindingCard } from "./FindingCard";
import { RaiseForm } from "./RaiseForm";

/** What the team found, each with the client's answer and the auditor's verdict. */
export function Findings({ detail }: { detail: Shape<"AuditDetail"> }) {
  const [raising, setRaising] = useState(false);
  const { findings, may, audit } = detail;
  const mayRaise = may.includes("raise_finding");
  if (findings.length === 0 && !mayRaise) return null;
  return (
    <Section title="Findings" aside={mayRaise && !raising && <Button variant="default" size="xs" onClick={() => setRaising(true)}>Raise a finding</Button>}>
      <Stack gap="sm">
        {findings.length === 0 && !raising && <Text c="dimmed">None yet. A finding names the requirement, what was seen, and how heavy it is.</Text>}
        {findings.map((f) => <FindingCard key={f.id} finding={f} />)}
        {raising && <Paper><RaiseForm audit={audit} onDone={() => setRaising(false)} /></Paper>}
      </Stack>
    </Section>
  );
}
