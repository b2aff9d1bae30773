import { Anchor, Code, List, Stack, Text } from "@mantine/core";
import type { Shape } from "../../api/client";
import { CycleLine } from "../../ui/cycle/CycleLine";
import { Fact, Facts } from "../../ui/Facts";
import { formatDate, formatInstant, formatWord } from "../../ui/format";
import { CrossIcon, TickIcon, WarnIcon } from "../../ui/icons";
import { toPublicCycle } from "../programmes/cycle";
import classes from "./VerdictCard.module.css";

type Verdict = Shape<"Verdict">;

/** How a verdict is to be taken: yes, no, or look closer. */
export function tone(verdict: Verdict["verdict"]): "yes" | "no" | "look" {
  if (verdict === "genuine") return "yes";
  return verdict === "number_only" || verdict === "superseded" || verdict === "not_yet" ? "look" : "no";
}

/** The answer to "is it real": the word first, then all that is certified, then the proof. */
export function VerdictCard({ verdict: v, file }: { verdict: Verdict; file?: string }) {
  const look = tone(v.verdict);
  return (
    <section className={classes.card} data-look={look} data-verdict={v.verdict} aria-label="Answer" role="status">
      <Stack gap="sm">
        <Text component="h2" className={classes.title}>{look === "yes" ? <TickIcon /> : look === "no" ? <CrossIcon /> : <WarnIcon />} {v.title}</Text>
        <Text>{v.text}</Text>
        {file && <Text c="dimmed" fz="sm">Checked file: {file}</Text>}
        <Facts>
          <Fact name="Number">{v.number}</Fact>
          <Fact name="Organisation">{v.client_name}</Fact>
          <Fact name="Place">{v.client_location}</Fact>
          <Fact name="Standard">{v.standard}</Fact>
          <Fact name="Scope">{v.scope}</Fact>
          <Fact name="Sites">{v.sites && v.sites.length > 0 && <List>{v.sites.map((s) => <List.Item key={s}>{s}</List.Item>)}</List>}</Fact>
          <Fact name="Statement of Applicability">{v.soa_version}</Fact>
          <Fact name="State">{v.state && `${formatWord(v.state)}${v.state_since ? ` since ${formatDate(v.state_since)}` : ""}`}</Fact>
          <Fact name="First decision">{v.original_decision && formatDate(v.original_decision)}</Fact>
          <Fact name="Effective">{v.effective && formatDate(v.effective)}</Fact>
          <Fact name="Expiry">{v.expiry && formatDate(v.expiry)}</Fact>
          <Fact name="Revision">{v.revision && `${v.revision}${v.newest_revision && v.newest_revision !== v.revision ? `; the newest is ${v.newest_revision}` : ""}`}</Fact>
          <Fact name="Issued by">{v.body_name}</Fact>
        </Facts>
        {v.cycle && v.cycle.audits.length > 0 && <CycleLine cycle={toPublicCycle(v.standard ?? "", v.cycle)} today={v.as_of.slice(0, 10)} />}
        {v.history && v.history.length > 0 && (
          <List fz="sm">{v.history.map((h) => <List.Item key={`${h.on} ${h.to}`}>{formatDate(h.on)}: {formatWord(h.to).toLowerCase()}{h.why ? `, ${h.why}` : ""}</List.Item>)}</List>
        )}
        {v.check_code && v.file_hash && (v.verdict === "genuine" || v.verdict === "not_yet") && (
          <Anchor href={`/api/v1/public/document?${new URLSearchParams({ number: v.number ?? "", code: v.check_code })}`}>Download the certificate (PDF)</Anchor>
        )}
        <Text c="dimmed" fz="sm">As of {formatInstant(v.as_of)}{v.ledger_size ? ` · ledger of ${v.ledger_size} entries` : ""}</Text>
        {(v.content_hash || v.ledger_root) && (
          <details>
            <summary>Proof for keeping</summary>
            {v.content_hash && <Text fz="sm">Content, SHA-256: <Code className={classes.hash}>{v.content_hash}</Code></Text>}
            {v.file_hash && <Text fz="sm">File, SHA-256: <Code className={classes.hash}>{v.file_hash}</Code></Text>}
            {v.ledger_root && <Text fz="sm">Root of the ledger: <Code className={classes.hash}>{v.ledger_root}</Code></Text>}
            {v.proof && (
              <Text fz="sm">
                <Anchor href={`data:text/plain;charset=utf-8,${encodeURIComponent(v.proof)}`} download={`certificate-${v.number}.tlog-proof`}>Save the proof</Anchor>{" "}
                that this issue stands in the ledger; anyone checks it without us: <Code>certwright verify --proof FILE --ledger-key KEY</Code>, with the key we publish.
              </Text>
            )}
          </details>
        )}
      </Stack>
    </section>
  );
}
