import { Stack, Text } from "@mantine/core";
import type { Shape } from "../../api/client";
import { inWords, sentence } from "../../ui/findings";
import { CrossIcon, TickIcon } from "../../ui/icons";
import { TextLink } from "../../ui/Link";
import { Section } from "../../ui/Page";
import classes from "./Gate.module.css";

type Line = Shape<"GateLine">;

/** Whether the file is complete: n of m, what is missing first, each line with its evidence. */
export function Gate({ lines }: { lines: Line[] }) {
  const met = lines.filter((l) => l.finding.met).length;
  const sorted = lines.toSorted((a, b) => Number(a.finding.met) - Number(b.finding.met));
  return (
    <Section title={`Gate: ${met} of ${lines.length} met`}>
      <Stack gap={0} component="ul" className={classes.list}>
        {sorted.map((l, i) => <GateItem key={`${l.finding.rule} ${l.evidence_id ?? i}`} line={l} />)}
      </Stack>
    </Section>
  );
}

function GateItem({ line: { finding: f, ...evidence } }: { line: Line }) {
  return (
    <li className={classes.line} data-rule={f.rule}>
      <span className={f.met ? classes.met : classes.missing}>{f.met ? <TickIcon /> : <CrossIcon />}</span>
      <div>
        <Text><b>{f.met ? "Met" : "Missing"}:</b> {sentence(f)}</Text>
        {!f.met && f.remedy && <Text fz="sm"><b>What would help:</b> {inWords(f.remedy)}</Text>}
        <Text c="dimmed" fz="xs"><a href={`/rules#${f.rule}`}>{f.rule}</a> · {f.clause} <Evidence line={evidence} /></Text>
      </div>
    </li>
  );
}

function Evidence({ line: e }: { line: Omit<Line, "finding"> }) {
  if (!e.evidence_id) return null;
  const title = e.evidence_title ?? "evidence";
  const params = { id: e.evidence_id };
  switch (e.evidence_kind) {
    case "audit": return <>· <TextLink to="/audits/$id" params={params}>{title}</TextLink></>;
    case "contract": return <>· <TextLink to="/contracts/$id" params={params}>{title}</TextLink></>;
    case "certificate": return <>· <TextLink to="/certificates/$id" params={params}>{title}</TextLink></>;
    case "application": return <>· <TextLink to="/applications/$id" params={params}>{title}</TextLink></>;
    default: return <>· <a href={`#${e.evidence_id}`}>{title}</a></>;
  }
}
