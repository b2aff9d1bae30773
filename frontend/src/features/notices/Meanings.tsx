import { Paper, Text } from "@mantine/core";
import type { Shape } from "../../api/client";
import { formatNumber } from "../../ui/format";
import { Receipt } from "../../ui/Receipt";
import { Differences } from "../contracts/Revisions";

/** What a change would mean for each contract: the days before and after, line by line, and the new receipt. */
export function Meanings({ meanings }: { meanings: Shape<"Meaning">[] }) {
  if (meanings.length === 0) return <Text c="dimmed">No contract is in force that it could change.</Text>;
  return meanings.map((m) => (
    <Paper key={m.contract_id} mb="sm">
      <Text fw={600}>Contract {m.contract_no}: {formatNumber(m.persons_before)} → {formatNumber(m.persons_after)} persons{m.receipt ? `, ${formatNumber(m.was_initial_days ?? 0)} → ${formatNumber(m.receipt.initial_days)} days for an initial audit` : ""}</Text>
      {m.why && <Text>{m.why}</Text>}
      {m.receipt && <Differences lines={m.differences} />}
      {m.receipt && <details><summary>The receipt: every step with its clause</summary><Receipt receipt={m.receipt} /></details>}
    </Paper>
  ));
}
