import { Button, Group, Table, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { $api, type Shape } from "../../api/client";
import { FindingList } from "../../ui/FindingList";
import { count, formatInstant, formatSpan, formatWord } from "../../ui/format";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { Letters } from "./Letters";

/** Who booked lines of this plan, each with the way back. */
export function Acceptances({ id, rows }: { id: string; rows: Shape<"PlanAcceptance">[] }) {
  return rows.map((a) => (
    <Group key={a.nth} gap="sm">
      <Text>{a.by} booked {count(a.booked, "line")} on {formatInstant(a.at)}.</Text>
      <ButtonLink to="/planning/$id" params={{ id }} search={{ undo: String(a.nth) }} variant="default" size="xs">Take back…</ButtonLink>
    </Group>
  ));
}

/** What taking an acceptance back would do, before it is done. */
export function Undo({ id, nth }: { id: string; nth: number }) {
  const query = $api.useQuery("get", "/api/v1/planning/runs/{id}/undo", { params: { path: { id }, query: { acceptance: nth } } });
  return (
    <Loaded query={query} what="what would be taken back">
      {(u) => (
        <Section title={`Take back what ${u.acceptance.by} booked on ${formatInstant(u.acceptance.at)}`}>
          <Confirm id={id} nth={nth} lines={u.lines.filter((l) => !l.stays).length} stay={u.lines.filter((l) => l.stays).length} />
          <Letters rows={u.letters} none="No letter goes out." />
          <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} aria-label="What would be taken back">
            <Table>
              <Table.Thead><Table.Tr><Table.Th>Audit</Table.Th><Table.Th>Client</Table.Th><Table.Th>Now</Table.Th><Table.Th>Goes back to</Table.Th></Table.Tr></Table.Thead>
              <Table.Tbody>{u.lines.map((l) => <Row key={l.audit_id} line={l} />)}</Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Section>
      )}
    </Loaded>
  );
}

function Row({ line: l }: { line: Shape<"PlanUndoLine"> }) {
  return (
    <Table.Tr data-undo={l.no}>
      <Table.Td><TextLink to="/audits/$id" params={{ id: l.audit_id }}>{l.title}</TextLink><Text c="dimmed" fz="sm">{l.no}</Text></Table.Td>
      <Table.Td>{l.client}</Table.Td>
      <Table.Td>{formatSpan(l.from_now, l.to_now)}</Table.Td>
      <Table.Td>
        {l.stays ? <><Text fw={600}>Stays: {l.stays}</Text><FindingList findings={l.findings} /></> : l.from ? (
          <>{formatSpan(l.from, l.to)}<Text c="dimmed" fz="sm">{l.team.map((s) => `${s.name} (${formatWord(s.role).toLowerCase()})`).join(", ")}</Text></>
        ) : "no dates"}
      </Table.Td>
    </Table.Tr>
  );
}

function Confirm({ id, nth, lines, stay }: { id: string; nth: number; lines: number; stay: number }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [reason, setReason] = useState("");
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []); // whoever opened this with the keyboard is a long way down the page
  const undo = $api.useMutation("post", "/api/v1/planning/runs/{id}/undo", {
    onSuccess: async () => { await navigate({ to: "/planning/$id", params: { id } }); await client.invalidateQueries(); },
  });
  return (
    <>
      <Group gap="sm" align="flex-end">
        <TextInput ref={first} label="Reason, for the record" value={reason} onChange={(e) => setReason(e.currentTarget.value)} miw={260} />
        <Button disabled={lines === 0} loading={undo.isPending} onClick={() => undo.mutate({ params: { path: { id } }, body: { acceptance: nth, reason: reason.trim() || undefined } })}>
          Take back {count(lines, "line")}
        </Button>
        <ButtonLink to="/planning/$id" params={{ id }} variant="default">Leave it</ButtonLink>
      </Group>
      {stay > 0 && <Text>{count(stay, "line")} {stay === 1 ? "stays" : "stay"} booked; the reason stands beside each.</Text>}
      <Problem error={undo.error} />
    </>
  );
}
