import { Button, Group, Text } from "@mantine/core";
import type { Shape } from "../../api/client";
import { FindingList } from "../../ui/FindingList";
import { summarise } from "../../ui/findings";
import { formatNumber, formatWord } from "../../ui/format";
import { CrossIcon, TickIcon } from "../../ui/icons";
import type { Choice } from "./choice";
import classes from "./CandidateList.module.css";

interface Props {
  candidates: Shape<"Candidate">[];
  positions: Shape<"Position">[];
  choice: Choice;
  onChoice: (c: Choice) => void;
}

/** Every auditor for these dates; behind each name why, or why not. */
export function CandidateList({ candidates, positions, choice, onChoice }: Props) {
  const fit = candidates.filter((c) => c.fits).length;
  return (
    <div>
      <Text fw={600}>{formatNumber(fit)} of {formatNumber(candidates.length)} auditors could go</Text>
      {candidates.map((c) => (
        <Row key={c.person_id} candidate={c} positions={positions} choice={choice} onChoice={onChoice} />
      ))}
    </div>
  );
}

function Row({ candidate: c, positions, choice, onChoice }: { candidate: Shape<"Candidate"> } & Omit<Props, "candidates">) {
  const seat = positions.find((p) => choice[p.id] === c.person_id);
  const open = positions.filter((p) => c.positions.includes(p.id) && choice[p.id] !== c.person_id);
  return (
    <details className={classes.row} data-person={c.person_id}>
      <summary>
        <span className={c.fits ? classes.yes : classes.no}>{c.fits ? <TickIcon /> : <CrossIcon />} {c.fits ? "fits" : "does not fit"}</span>
        {" "}<b>{c.name}</b>{seat && ` (${formatWord(seat.role).toLowerCase()})`}
        {" "}<Text span c="dimmed" fz="sm">{[c.home_city, c.employment, c.km !== undefined && `${formatNumber(c.km)} km`, c.cost !== undefined && `${formatNumber(c.cost)} €`, summarise(c.findings)].filter(Boolean).join(" · ")}</Text>
      </summary>
      <div className={classes.body}>
        {open.length > 0 && (
          <Group gap="xs" mb="xs">
            {open.map((p) => <Button key={p.id} size="xs" variant="default" onClick={() => onChoice({ ...choice, [p.id]: c.person_id })}>Choose as {p.role}</Button>)}
          </Group>
        )}
        <FindingList findings={c.findings} showMet />
      </div>
    </details>
  );
}
