import { Text } from "@mantine/core";
import { useState } from "react";
import { $api, type Shape } from "../../api/client";
import { count } from "../../ui/format";
import { Loaded } from "../../ui/Loaded";

type Letter = Shape<"PlanLetter">;

/** What booking these lines would send, asked for when it is opened. No lines named: all that are not booked yet. */
export function LettersToSend({ id, lines, dates, open }: { id: string; lines: string[]; dates: Shape<"PlanAccepted">["dates"]; open: boolean }) {
  const [shown, setShown] = useState(open);
  return (
    <details open={shown} onToggle={(e) => setShown(e.currentTarget.open)}>
      <summary>Letters this would send</summary>
      {shown && <Foretold id={id} lines={lines} dates={dates} />}
    </details>
  );
}

function Foretold({ id, lines, dates }: { id: string; lines: string[]; dates: Shape<"PlanAccepted">["dates"] }) {
  const body = { audit_ids: lines.length > 0 ? lines : undefined, dates };
  const query = $api.useQuery("post", "/api/v1/planning/runs/{id}/letters", { params: { path: { id } }, body });
  return <Loaded query={query} what="the letters">{(rows) => <Letters rows={rows} none="No letter goes out: holds are told to nobody." />}</Loaded>;
}

/** So many letters are read at a glance. */
const FEW = 12;

function List({ rows }: { rows: Letter[] }) {
  return <ul>{rows.map((l) => <li key={`${l.audit_no} ${l.email} ${l.subject}`}>{l.name} ({l.email}): {l.subject}</li>)}</ul>;
}

/** Letters by kind and reader, then one by one. They go out as soon as their line is done. */
export function Letters({ rows, none }: { rows: Letter[]; none: string }) {
  if (rows.length === 0) return <Text>{none}</Text>;
  const kinds = new Map<string, number>();
  for (const l of rows) {
    const kind = `${l.title} (to ${l.to === "client" ? "clients" : "auditors"})`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return (
    <>
      <Text>{count(rows.length, "letter")}, each as soon as its line is done: {[...kinds].map(([kind, n]) => `${n} × ${kind}`).join("; ")}.</Text>
      {rows.length > FEW ? <details><summary>One by one</summary><List rows={rows} /></details> : <List rows={rows} />}
    </>
  );
}
