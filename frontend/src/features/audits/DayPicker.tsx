import { Group, NativeSelect, Text, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { Shape } from "../../api/client";
import { dayNumber, formatDate, formatSpan } from "../../ui/format";
import { WindowBar } from "./WindowBar";

const route = getRouteApi("/inside/audits/$id");

const FIRST = [{ value: "am", label: "morning (09)" }, { value: "pm", label: "midday (13)" }];
const LAST = [{ value: "am", label: "midday (13)" }, { value: "pm", label: "evening (17)" }];

/** First and last half-day at the site, beside the window they should lie in. */
export function DayPicker({ found }: { found: Shape<"Candidates"> }) {
  const navigate = route.useNavigate();
  const set = (change: { from?: string; to?: string; from_half?: string; to_half?: string }) => void navigate({
    search: (old) => ({ ...old, from: found.from, to: found.to, from_half: found.from_half, to_half: found.to_half, ...change }), replace: true,
  });
  // A first day moved past the last takes the last along, so that the length stays.
  const setFrom = (from: string) => {
    const shift = dayNumber(from) - dayNumber(found.from);
    if (!Number.isNaN(shift)) set({ from, to: new Date((dayNumber(found.to) + shift) * 86_400_000).toISOString().slice(0, 10) });
  };
  return (
    <div>
      <Group align="flex-end" gap="sm">
        <TextInput type="date" label="First day" value={found.from} onChange={(e) => setFrom(e.currentTarget.value)} required />
        <NativeSelect label="From" data={FIRST} value={found.from_half} onChange={(e) => set({ from_half: e.currentTarget.value })} />
        <TextInput type="date" label="Last day" value={found.to} onChange={(e) => e.currentTarget.value && set({ to: e.currentTarget.value })} required />
        <NativeSelect label="Until" data={LAST} value={found.to_half} onChange={(e) => set({ to_half: e.currentTarget.value })} />
      </Group>
      <Text mt={6}>{formatSpan(found.from, found.to)}</Text>
      <WindowBar window={found.window} from={found.from} to={found.to} />
      {found.window.earliest && (
        <Text c="dimmed" fz="sm">
          {found.window.latest ? `Window ${formatDate(found.window.earliest)} to ${formatDate(found.window.latest)}` : `Window opens ${formatDate(found.window.earliest)}`}
          {found.window.hard_limit && found.window.hard_limit !== found.window.latest ? `, hard limit ${formatDate(found.window.hard_limit)}` : ""}
        </Text>
      )}
    </div>
  );
}
