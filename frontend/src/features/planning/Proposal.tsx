import { Button, Checkbox, Group, NativeSelect, Table, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { $api, type Shape } from "../../api/client";
import { EmptyState } from "../../ui/EmptyState";
import { FindingList } from "../../ui/FindingList";
import { count, formatSpan, formatWord } from "../../ui/format";
import { TickIcon } from "../../ui/icons";
import { TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { LettersToSend } from "./Letters";
import { Refusal } from "./Refusal";
import { Acceptances } from "./Undo";

type Line = Shape<"PlanLine">;

const CHANGES: Record<Line["change"], string> = { new: "new", moved: "other days", people: "other people", same: "booked" };

/** What the plan would book, line by line, and what has no place. Booking goes by the rules of every booking. */
export function Proposal({ id, repair }: { id: string; repair?: Shape<"PlanRun"> }) {
  const query = $api.useQuery("get", "/api/v1/planning/runs/{id}/proposal", { params: { path: { id } } });
  return (
    <Loaded query={query} what="the proposal">
      {(p) => (
        <>
          <LeftOut id={id} rows={p.left_out} repair={repair} />
          {p.claims > 0 && <Open id={id} claims={p.claims} />}
          <Lines id={id} proposal={p} repair={repair !== undefined} />
        </>
      )}
    </Loaded>
  );
}

/** What an open proposal keeps others from, and how to let them. */
function Open({ id, claims }: { id: string; claims: number }) {
  const client = useQueryClient();
  const dismiss = $api.useMutation("post", "/api/v1/planning/runs/{id}/dismissal", { onSuccess: () => client.invalidateQueries() });
  return (
    <Group gap="sm">
      <Text>Nobody else can plan {claims === 1 ? "this audit" : `these ${claims} audits`} until {claims === 1 ? "it is" : "they are"} booked or the proposal is dismissed.</Text>
      <Button variant="default" size="xs" loading={dismiss.isPending} onClick={() => dismiss.mutate({ params: { path: { id } } })}>Dismiss</Button>
      <Problem error={dismiss.error} />
    </Group>
  );
}

function Lines({ id, proposal, repair }: { id: string; proposal: Shape<"PlanProposal">; repair: boolean }) {
  const lines = proposal.lines;
  const client = useQueryClient();
  const [chosen, setChosen] = useState<string[]>([]);
  const [dates, setDates] = useState<"hold" | "proposed" | "confirmed">("proposed");
  const [reason, setReason] = useState("");
  const accept = $api.useMutation("post", "/api/v1/planning/runs/{id}/acceptance", { onSuccess: () => { setChosen([]); return client.invalidateQueries(); } });
  const open = lines.filter((l) => l.change !== "same");
  const refused = lines.filter((l) => isRefused(l));
  const booked = lines.length - open.length;
  const book = (ids?: string[]) => accept.mutate({ params: { path: { id } }, body: { audit_ids: ids, dates, reason: reason.trim() || undefined } });
  if (lines.length === 0) return <EmptyState title="Nothing to change">Everything that is due has its dates already, or has no place.</EmptyState>;
  return (
    <Section title={`Proposed: ${count(lines.length, "audit")}`}>
      <div role="status">
        {(booked > 0 || refused.length > 0) && <Text fw={600}>{count(booked, "line")} booked, {count(refused.length, "line")} refused{refused.length > 0 ? "; the rule stands beside each" : ""}.</Text>}
      </div>
      {open.length > 0 && (
        <Group gap="sm" align="flex-end">
          <NativeSelect
            label="Dates are" value={dates} onChange={(e) => setDates(e.currentTarget.value as typeof dates)}
            data={[{ value: "proposed", label: "proposed to the clients" }, { value: "confirmed", label: "agreed already" }, { value: "hold", label: "held, told to nobody" }]}
          />
          <TextInput label="Reason, for lines outside their target" value={reason} onChange={(e) => setReason(e.currentTarget.value)} miw={260} />
          <Button loading={accept.isPending} onClick={() => book()}>Book all {open.length}</Button>
          <Button variant="default" disabled={chosen.length === 0} loading={accept.isPending} onClick={() => book(chosen)}>Book the {chosen.length} chosen</Button>
        </Group>
      )}
      <Problem error={accept.error} />
      {open.length > 0 && <LettersToSend id={id} lines={chosen} dates={dates} open={repair} />}
      <Acceptances id={id} rows={proposal.acceptances} />
      <Table.ScrollContainer minWidth={820} type="native" tabIndex={0} aria-label="Proposed audits">
        <Table>
          <Table.Thead>
            <Table.Tr><Table.Th>Choose</Table.Th><Table.Th>Audit</Table.Th><Table.Th>Client</Table.Th><Table.Th>Days</Table.Th><Table.Th>Team</Table.Th><Table.Th>Change</Table.Th><Table.Th>Why</Table.Th></Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((l) => (
              <Row key={l.audit_id} id={id} line={l} chosen={chosen.includes(l.audit_id)} onChoose={(on) => setChosen((all) => (on ? [...all, l.audit_id] : all.filter((x) => x !== l.audit_id)))} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}

/** Tells whether somebody wanted the line booked and a rule stood against it. */
function isRefused(l: Line): boolean {
  return l.change !== "same" && l.taken !== undefined && !l.taken.booked && !l.taken.undone_by;
}

function Row({ id, line: l, chosen, onChoose }: { id: string; line: Line; chosen: boolean; onChoose: (on: boolean) => void }) {
  const names = (seats: Shape<"PlanSeat">[]) => seats.map((s) => `${s.name} (${formatWord(s.role).toLowerCase()})`).join(", ");
  return (
    <Table.Tr data-audit={l.no}>
      <Table.Td>{l.change === "same" ? <TickIcon /> : <Checkbox checked={chosen} aria-label={`Choose ${l.no}`} onChange={(e) => onChoose(e.currentTarget.checked)} />}</Table.Td>
      <Table.Td><TextLink to="/audits/$id" params={{ id: l.audit_id }}>{l.title}</TextLink><Text c="dimmed" fz="sm">{l.no}</Text></Table.Td>
      <Table.Td>{l.client}<Text c="dimmed" fz="sm">{l.city}</Text></Table.Td>
      <Table.Td>{formatSpan(l.from, l.to)}{l.off_target && <Text fz="sm">outside its window ({formatSpan(l.earliest, l.latest)}): needs a reason</Text>}</Table.Td>
      <Table.Td>{names(l.seats)}</Table.Td>
      <Table.Td>
        {CHANGES[l.change]}
        {l.change === "moved" && <Text c="dimmed" fz="sm">now {formatSpan(l.from_now, l.to_now)}</Text>}
        {(l.change === "people" || l.change === "moved") && <Text c="dimmed" fz="sm">now {names(l.before)}</Text>}
        {l.overtaken && <Text fz="sm">it was booked, moved or released since</Text>}
        {l.claimed && !isRefused(l) && <Text fz="sm">{l.claimed}</Text>}
        {l.taken?.undone_by && <Text c="dimmed" fz="sm">was booked; {l.taken.undone_by} took it back</Text>}
        {isRefused(l) && <Against says="Refused" taken={l.taken} />}
        {l.taken?.booked && l.taken.why && <Against says="Not taken back" taken={l.taken} />}
      </Table.Td>
      <Table.Td><TextLink to="/planning/$id" params={{ id }} search={{ audit: l.no }} aria-label={`Why ${l.no}`}>Why</TextLink></Table.Td>
    </Table.Tr>
  );
}

function Against({ says, taken }: { says: string; taken: Line["taken"] }) {
  return <div role="note"><Text fz="sm" fw={600}>{says}: {taken?.why}</Text><FindingList findings={taken?.findings ?? []} /></div>;
}

function LeftOut({ id, rows, repair }: { id: string; rows: Shape<"PlanLeftOut">[]; repair?: Shape<"PlanRun"> }) {
  if (rows.length === 0) return null;
  return (
    <Section title={`No place for ${count(rows.length, "audit")}`}>
      {repair && <Text>They stay booked as they are until you release or move them by hand.</Text>}
      {repair?.away && !repair.urgent && (repair.notice ?? 0) > 1 && <Urgent absence={repair.away.absence_id} notice={repair.notice ?? 0} />}
      {rows.map((l) => (
        <div key={l.audit_id} data-left-out={l.no}>
          <Text fw={600}>
            <TextLink to="/audits/$id" params={{ id: l.audit_id }}>{l.title} of {l.client}</TextLink> ({l.no}){" "}
            <TextLink to="/planning/$id" params={{ id }} search={{ audit: l.no }} aria-label={`Why ${l.no} has no place`}>Why</TextLink>
          </Text>
          <ul>
            {l.why.map((w) => <li key={w}>{w}</li>)}
            {l.would_fit.map((w) => <li key={w}><b>It would fit with:</b> {w}</li>)}
          </ul>
        </div>
      ))}
    </Section>
  );
}

/** The way to a place within the shortest notice. */
function Urgent({ absence, notice }: { absence: string; notice: number }) {
  const navigate = useNavigate();
  const repair = $api.useMutation("post", "/api/v1/planning/repairs", { onSuccess: (r) => navigate({ to: "/planning/$id", params: { id: r.id } }) });
  return (
    <>
      <Text>Nothing was moved to begin within the shortest notice of {count(notice, "day")}. An urgent repair may, from tomorrow on; ask the clients first.</Text>
      <Refusal error={repair.error} onFree={() => repair.variables && repair.mutate(repair.variables)} />
      <Group>
        <Button variant="default" loading={repair.isPending} onClick={() => repair.mutate({ body: { absence_id: absence, urgent: true } })}>Look again, urgently</Button>
      </Group>
    </>
  );
}
