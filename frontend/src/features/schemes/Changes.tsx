import { List } from "@mantine/core";
import type { Shape } from "../../api/client";

/** Fields of a scheme with what they were and what they will be. */
export function Changes({ changes }: { changes: Shape<"SchemeChange">[] }) {
  return (
    <List size="sm">
      {changes.map((c) => <List.Item key={c.field}>{words(c.field)} from {plain(c.was)} to <b>{plain(c.will)}</b></List.Item>)}
    </List>
  );
}

/** "stage2.max_weeks" → "stage 2: max weeks". */
function words(field: string): string {
  return field.replace(/^stage(\d)/, "stage $1").replaceAll("_", " ").replaceAll(".", ": ");
}

function plain(value: string): string {
  return value.replaceAll("_", " ") || "none";
}
