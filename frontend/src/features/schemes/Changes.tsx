import { List } from "@mantine/core";
import type { Shape } from "../../api/client";

/** Fields of a scheme with what they were and what they will be. */
export function Changes({ changes }: { changes: Shape<"SchemeChange">[] }) {
  return (
    <List size="sm">
      {changes.map((c) => <List.Item key={c.field}><code>{c.field}</code> from {c.was || "none"} to <b>{c.will || "none"}</b></List.Item>)}
    </List>
  );
}
