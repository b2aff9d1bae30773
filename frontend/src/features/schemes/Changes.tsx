import { List } from "@mantine/core";
import type { Shape } from "../../api/client";
import { fieldTitle } from "./words";

/** Fields of a scheme with what they were and what they will be. */
export function Changes({ changes }: { changes: Shape<"SchemeChange">[] }) {
  return (
    <List size="sm">
      {changes.map((c) => <List.Item key={c.field}>{fieldTitle(c.field)} from {plain(c.was)} to <b>{plain(c.will)}</b></List.Item>)}
    </List>
  );
}

function plain(value: string): string {
  return value.replaceAll("_", " ") || "none";
}
