import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import type { Shape } from "../../api/client";

export type VisitDraft = Shape<"VisitInput">;

const FIRST = [{ value: "am", label: "morning" }, { value: "pm", label: "midday" }];
const LAST = [{ value: "am", label: "midday" }, { value: "pm", label: "evening" }];

interface Props { sites: Shape<"Site">[]; drawn: string[]; days: { from: string; to: string }; visits: VisitDraft[]; onVisits: (v: VisitDraft[]) => void }

/** Which site is visited when; without visits all of the audit is at its own site. */
export function Visits({ sites, drawn, days, visits, onVisits }: Props) {
  if (sites.length < 2) return null;
  const set = (i: number, change: Partial<VisitDraft>) => onVisits(visits.map((v, n) => (n === i ? { ...v, ...change } : v)));
  const wanted = sites.filter((s) => s.central || drawn.includes(s.no));
  const all = sites.map((s) => ({ value: s.id, label: `${s.name}, ${s.city}${drawn.includes(s.no) ? " (drawn)" : ""}` }));
  const begin = () => onVisits((drawn.length > 0 ? wanted : sites.slice(0, 2)).map((s) => ({ site_id: s.id, from: days.from, from_half: "am", to: days.to, to_half: "pm" })));
  if (visits.length === 0) {
    return (
      <Group gap="xs">
        <Text fz="sm">{drawn.length > 0 ? `${drawn.length} site(s) were drawn for this audit.` : "All of it at one site."}</Text>
        <Button variant="default" size="xs" onClick={begin}>Visit several sites</Button>
      </Group>
    );
  }
  return (
    <Stack gap="xs" role="group" aria-label="Visits">
      {visits.map((v, i) => (
        <Group key={i} align="flex-end" gap="xs">
          <NativeSelect label={`Site of visit ${i + 1}`} data={all} value={v.site_id} onChange={(e) => set(i, { site_id: e.currentTarget.value })} />
          <TextInput type="date" label="From" value={v.from} onChange={(e) => set(i, { from: e.currentTarget.value })} required />
          <NativeSelect label="at" data={FIRST} value={v.from_half} onChange={(e) => set(i, { from_half: e.currentTarget.value as "am" })} />
          <TextInput type="date" label="To" value={v.to} onChange={(e) => set(i, { to: e.currentTarget.value })} required />
          <NativeSelect label="until" data={LAST} value={v.to_half} onChange={(e) => set(i, { to_half: e.currentTarget.value as "am" })} />
          <Button variant="default" size="xs" onClick={() => onVisits(visits.filter((_, n) => n !== i))}>Leave out</Button>
        </Group>
      ))}
      <Group><Button variant="default" size="xs" onClick={() => onVisits([...visits, { ...visits[visits.length - 1] }])}>One more visit</Button></Group>
      <Text fz="sm" c="dimmed">The audit lasts from the first visit to the last. The rules are asked for each site when it is booked; the answers below are for the audit's own site.</Text>
    </Stack>
  );
}

/** The stretch from the first visit to the last. */
export function hull(visits: VisitDraft[]) {
  const first = [...visits].sort((v, w) => key(v.from, v.from_half).localeCompare(key(w.from, w.from_half)))[0];
  const last = [...visits].sort((v, w) => key(w.to, w.to_half).localeCompare(key(v.to, v.to_half)))[0];
  return { from: first.from, from_half: first.from_half ?? "am", to: last.to, to_half: last.to_half ?? "pm" };
}

const key = (day: string, half?: string) => `${day} ${half}`;
