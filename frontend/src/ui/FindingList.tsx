import { Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { inWords, readableFacts, sentence, sortFindings, type Finding } from "./findings";
import { CrossIcon, TickIcon, WarnIcon } from "./icons";
import { useOpen } from "./useOpen";
import classes from "./FindingList.module.css";

/**
 * What the rules found: those not met first, each with its name, clause, reason
 * and remedy; the met ones fold away, one click from view.
 */
export function FindingList({ findings, showMet = false }: { findings: readonly Finding[]; showMet?: boolean }) {
  const [all, setAll] = useState(showMet);
  const sorted = sortFindings(findings);
  const met = sorted.filter((f) => f.met).length;
  const shown = all ? sorted : sorted.filter((f) => !f.met);
  return (
    <div>
      <ul className={classes.list}>
        {shown.map((f, i) => <Item key={`${f.rule} ${f.subject ?? ""} ${i}`} finding={f} />)}
      </ul>
      {!showMet && met > 0 && (
        <UnstyledButton fz="xs" c="dimmed" td="underline" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Hide the rules met" : met === 1 ? "Show the 1 rule met" : `Show the ${met} rules met`}
        </UnstyledButton>
      )}
    </div>
  );
}

function Item({ finding: f }: { finding: Finding }) {
  const open = useOpen();
  const facts = readableFacts(f);
  const look = f.met ? "met" : f.kind === "hard" ? "hard" : "soft";
  const word = { met: "Met", hard: "Not met", soft: "Needs a reason" }[look];
  return (
    <li className={classes.item} data-rule={f.rule} data-look={look}>
      <span className={`${classes.sign} ${classes[look]}`}>
        {look === "met" ? <TickIcon /> : look === "hard" ? <CrossIcon /> : <WarnIcon />}
      </span>
      <div>
        <Text component="div">
          <span className={`${classes.word} ${classes[look]}`}>{word}: </span>
          {sentence(f)}
        </Text>
        {f.remedy && !f.met && <Text component="div"><b>What would help:</b> {inWords(f.remedy)}</Text>}
        <Text component="div" c="dimmed" fz="xs">
          <a className={classes.rule} href={`/rules#${f.rule}`} onClick={open}>{f.rule}</a>{f.clause ? ` · ${f.clause}` : ""}
        </Text>
        {facts.length > 0 && (
          <dl className={classes.facts}>
            {facts.map((fact) => <Fact key={fact.name} {...fact} />)}
          </dl>
        )}
      </div>
    </li>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return <><dt>{name}</dt><dd>{value}</dd></>;
}
