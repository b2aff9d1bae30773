import { Button, Group, NativeSelect, Paper, SimpleGrid, Stack, Text, Textarea } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { toTheTop } from "../../app/keptFocus";
import { FindingList } from "../../ui/FindingList";
import { allowed, summarise, wantsReason } from "../../ui/findings";
import { Form, optional, text } from "../../ui/Form";
import { formatSpan, formatWord } from "../../ui/format";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { useNeeds } from "../schemes/Standard";
import { CandidateList } from "./CandidateList";
import { byRank, suggest, teamOf, type Choice } from "./choice";
import { DayPicker } from "./DayPicker";
import { FindDays } from "./FindDays";
import { findingsOf } from "./findDays";
import { hull, Visits, type VisitDraft } from "./Visits";

const route = getRouteApi("/inside/audits/$id");

type Detail = Shape<"AuditDetail">;
type Found = Shape<"Candidates">;

/** Plans the audit: dates in the address, everyone listed with what each rule says, the best suggestion chosen already. */
export function Booking({ detail }: { detail: Detail }) {
  const { audit: a } = detail;
  const days = route.useSearch();
  const [choice, setChoice] = useState<Choice | null>(a.seats.length > 0 ? Object.fromEntries(a.seats.map((s) => [s.position_id, s.person_id])) : null);
  const asked = {
    from: days.from ?? a.from, to: days.to ?? a.to,
    from_half: (days.from_half ?? a.from_half ?? "am") as "am", to_half: (days.to_half ?? a.to_half ?? "pm") as "pm",
  };
  const query = $api.useQuery("get", "/api/v1/audits/{id}/candidates", {
    params: { path: { id: a.id }, query: { ...asked, team: choice ? teamOf(detail.positions, choice) : undefined } },
  }, { placeholderData: (old: Found | undefined) => old });
  return (
    <Section title={a.dates === "open" ? "Plan it" : "Plan it anew"}>
      <Loaded query={query} what="the candidates">
        {(found) => <Plan detail={detail} found={found} choice={choice ?? suggest(found)} onChoice={setChoice} />}
      </Loaded>
    </Section>
  );
}

interface PlanProps { detail: Detail; found: Found; choice: Choice; onChoice: (c: Choice) => void }

function Plan({ detail, found, choice, onChoice }: PlanProps) {
  const { audit: a } = detail;
  const book = $api.useMutation("put", "/api/v1/audits/{id}/booking", { onSuccess: toTheTop });
  const findings = findingsOf(found, choice);
  const [visits, setVisits] = useState<VisitDraft[]>((detail.visits ?? []).map((v) => ({
    site_id: v.site_id, from: v.from, from_half: v.from_half as "am", to: v.to, to_half: v.to_half as "am", positions: v.positions,
  })));
  const tour = visits.length > 0;
  const send = (f: FormData) => book.mutate({
    params: { path: { id: a.id }, header: seen(a.version) },
    body: {
      ...(tour ? hull(visits) : { from: found.from, from_half: found.from_half as "am", to: found.to, to_half: found.to_half as "pm" }),
      visits: tour ? visits : undefined,
      seats: Object.entries(choice).filter(([, person]) => person).map(([position_id, person_id]) => ({ position_id, person_id })),
      dates: text(f, "dates") as "proposed", reason: optional(f, "reason"),
    },
  });
  return (
    <Stack>
      <Paper>
        <Form label="Booking" submit="Book" pending={book.isPending} error={book.error} onSubmit={send}>
          <DayPicker found={found} />
          <Visits sites={detail.sites ?? []} drawn={detail.drawn ?? []} days={found} visits={visits} onVisits={setVisits} />
          <Seats found={found} choice={choice} onChoice={onChoice} />
          <Verdict findings={findings} />
          <Alternatives audit={a.id} found={found} onChoice={onChoice} />
          {(wantsReason(findings) || tour || (detail.drawn ?? []).length > 0) && <Textarea name="reason" label="Reason for passing by the rules that want one" description="It is kept with the booking and shown in the decision file" error={fieldErrors(book.error).reason} required={wantsReason(findings) && !tour} />}
          <NativeSelect
            name="dates" label="The dates are then" w={{ base: "100%", sm: 330 }} defaultValue="proposed"
            data={[{ value: "proposed", label: "proposed to the client" }, { value: "confirmed", label: "confirmed, the client has agreed" }, { value: "hold", label: "held, seen by planners only" }]}
          />
        </Form>
      </Paper>
      <CandidateList candidates={byRank(found.candidates)} positions={found.positions} choice={choice} onChoice={onChoice} />
    </Stack>
  );
}

function Seats({ found, choice, onChoice }: { found: Found; choice: Choice; onChoice: (c: Choice) => void }) {
  const needs = useNeeds();
  const options = byRank(found.candidates).map((c) => ({ value: c.person_id, label: `${c.name}${c.fits ? "" : " (a rule stands against it)"}` }));
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
      {found.positions.map((p) => (
        <NativeSelect
          key={p.id} label={formatWord(p.role)} description={p.needs.length > 0 ? `Needs ${needs(p.needs)}` : "Needs no code alone"}
          data={[{ value: "", label: "Nobody yet" }, ...options]} value={choice[p.id] ?? ""}
          onChange={(e) => onChoice({ ...choice, [p.id]: e.currentTarget.value })}
        />
      ))}
    </SimpleGrid>
  );
}

function Verdict({ findings }: { findings: Shape<"Finding">[] }) {
  return (
    <div role="status">
      <Text fw={600}>{allowed(findings) ? "This team may go on these dates" : "This team may not go on these dates"}: {summarise(findings)}</Text>
      <FindingList findings={findings} />
    </div>
  );
}

function Alternatives({ audit, found, onChoice }: { audit: string; found: Found; onChoice: (c: Choice) => void }) {
  const navigate = route.useNavigate();
  const go = (days: { from: string; to: string; from_half?: string; to_half?: string }) => void navigate({
    search: (old) => ({ ...old, from: days.from, to: days.to, from_half: days.from_half, to_half: days.to_half }), replace: true,
  });
  return (
    <Group gap="xs">
      {found.stretches && found.stretches.length > 0 && <Text fz="sm">Dates that break no hard rule:</Text>}
      {found.stretches?.map((s) => <Button key={s.from} variant="default" size="xs" onClick={() => go(s)}>{formatSpan(s.from, s.to)}</Button>)}
      <FindDays audit={audit} after={found.from} onFound={(days) => { onChoice(days.choice); go(days.found); }} />
    </Group>
  );
}
