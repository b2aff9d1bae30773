import { Text } from "@mantine/core";
import { useState } from "react";
import { $api, type Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { FindingList } from "../../ui/FindingList";
import { formatInstant } from "../../ui/format";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";
import classes from "./History.module.css";

/** What the ledger says about one thing: who, when, why, and which rules were met. Staff only. */
export function History({ kind, object }: { kind: string; object: string }) {
  const staff = useIs("admin", "planner", "reviewer");
  const [open, setOpen] = useState(false);
  if (!staff) return null;
  return (
    <details className={classes.history} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>History: who changed what, when and why</summary>
      {open && <Section title="History"><Entries kind={kind} object={object} /></Section>}
    </details>
  );
}

/** The ledger's entries about one thing, newest first. */
export function Entries({ kind, object }: { kind: string; object: string }) {
  const query = $api.useQuery("get", "/api/v1/ledger", { params: { query: { kind, object } } });
  return (
    <Loaded query={query} what="the history">
      {(entries) => entries.length === 0
        ? <Text c="dimmed">The ledger holds nothing about it.</Text>
        : <ol className={classes.entries}>{entries.map((e) => <Entry key={e.id} entry={e} />)}</ol>}
    </Loaded>
  );
}

function Entry({ entry: e }: { entry: Shape<"LedgerEntry"> }) {
  return (
    <li className={classes.entry}>
      <Text><b>{e.summary}</b></Text>
      <Text c="dimmed" fz="sm">{formatInstant(e.at)} · {e.name} · {e.via} · {e.verb}</Text>
      {e.why && <Text fz="sm">Why: {e.why}</Text>}
      {e.findings && e.findings.length > 0 && <FindingList findings={e.findings} />}
      <Text c="dimmed" fz="xs" className={classes.hash} title="State after it, SHA-256">{e.state_hash}</Text>
    </li>
  );
}
