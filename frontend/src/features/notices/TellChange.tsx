import { NativeSelect, NumberInput, Paper, Radio, Stack, Text, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { $api, type Shape } from "../../api/client";
import { useMe } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { Form, text } from "../../ui/Form";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { fieldErrors } from "../../ui/problem";
import { Meanings } from "./Meanings";
import { KINDS } from "./NoticeText";

type Input = Shape<"NoticeInput">;

/** A client tells a change: what kind, in a sentence, and at once what it would mean. */
export function TellChange() {
  const client = useMe().client_id;
  const query = $api.useQuery("get", "/api/v1/clients/{id}", { params: { path: { id: client ?? "" } } }, { enabled: Boolean(client) });
  if (!client) return <Page title="Tell a change"><EmptyState title="For clients">A client tells its changes itself, from its own page.</EmptyState></Page>;
  return (
    <Page title="Tell a change" lead="Tell us without delay when something changes that your certification rests on. Nothing changes until we have looked at it.">
      <Loaded query={query} what="your sites">{(d) => <Tell sites={d.sites} />}</Loaded>
    </Page>
  );
}

function Tell({ sites }: { sites: Shape<"Site">[] }) {
  const navigate = useNavigate();
  const [kind, setKind] = useState<Input["kind"]>();
  const [persons, setPersons] = useState(0);
  const [site, setSite] = useState(sites.find((s) => !s.central)?.id ?? sites[0]?.id ?? "");
  const tell = $api.useMutation("post", "/api/v1/notices", { onSuccess: (n) => navigate({ to: "/notices/$id", params: { id: n.id } }) });
  const wrong = fieldErrors(tell.error);
  const counts = kind === "headcount" || kind === "site_new";
  const atSite = kind === "site_moved" || kind === "site_closed";
  const about = (k: Input["kind"]): Input => ({ kind: k, persons: counts ? persons : undefined, site_id: atSite ? site : undefined });
  return (
    <Stack>
      <Paper maw={720}>
        <Form label="Tell a change" submit="Tell it" pending={tell.isPending} error={tell.error} onSubmit={(f) => kind && tell.mutate({ body: { ...about(kind), text: text(f, "text") } })}>
          <Radio.Group name="kind" label="What changes" value={kind ?? ""} onChange={(v) => setKind(v as Input["kind"])} required error={wrong.kind}>
            <Stack gap={6} mt={4}>{KINDS.map((k) => <Radio key={k.value} value={k.value} label={k.label} required />)}</Stack>
          </Radio.Group>
          {counts && <NumberInput name="persons" label={kind === "headcount" ? "Persons after the change, all together" : "Persons at the new site"} min={kind === "headcount" ? 1 : 0} allowDecimal={false} thousandSeparator="" required onChange={(v) => setPersons(Number(v) || 0)} error={wrong.persons} />}
          {atSite && <NativeSelect name="site_id" label="Which site" data={sites.map((s) => ({ value: s.id, label: `${s.name}, ${s.city}` }))} value={site} onChange={(e) => setSite(e.currentTarget.value)} error={wrong.site_id} />}
          <Textarea name="text" label="In a sentence or two" description="What changes, and since when" required autosize minRows={2} error={wrong.text} />
        </Form>
      </Paper>
      {kind && (kind !== "headcount" || persons > 0) && <Preview input={about(kind)} />}
    </Stack>
  );
}

function Preview({ input }: { input: Input }) {
  const [settled] = useDebouncedValue(input, 250);
  const query = $api.useQuery("post", "/api/v1/notices/preview", { body: settled });
  return (
    <Section title="What this would mean">
      <Text c="dimmed" mb="xs">By today's data; your planner looks at it before anything changes.</Text>
      {query.data && <Meanings meanings={query.data} />}
      <Problem error={query.error} />
    </Section>
  );
}
