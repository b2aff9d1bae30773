import { Text } from "@mantine/core";
import type { Shape } from "../../api/client";
import { count, formatInstant } from "../../ui/format";

type Notice = Shape<"Notice">;

/** What a client can tell a change of, in its words. */
export const KINDS: { value: Shape<"NoticeInput">["kind"]; label: string }[] = [
  { value: "headcount", label: "How many persons work for us" },
  { value: "scope", label: "What we do: the scope" },
  { value: "site_new", label: "A new site" },
  { value: "site_moved", label: "A site moved" },
  { value: "site_closed", label: "A site closed" },
  { value: "legal", label: "Legal form or ownership" },
  { value: "management", label: "Management or contact" },
];

export function kindOf(kind: string): string {
  return KINDS.find((k) => k.value === kind)?.label ?? kind;
}

/** What a client told, in one paragraph. */
export function NoticeText({ notice: n }: { notice: Notice }) {
  const people = n.kind === "headcount" ? `now ${count(n.persons ?? 0, "person")}` : n.kind === "site_new" && n.persons ? `${count(n.persons, "person")} there` : "";
  return (
    <>
      <Text fw={600}>{[kindOf(n.kind), n.site_name, people].filter(Boolean).join(": ")}</Text>
      <Text>{n.text}</Text>
      <Text c="dimmed" fz="sm">{n.told_by}, {formatInstant(n.told_at)}</Text>
    </>
  );
}
