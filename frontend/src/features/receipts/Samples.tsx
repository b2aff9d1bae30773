import { Button, Checkbox, MultiSelect, NativeSelect, Paper, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { Form, optional, text } from "../../ui/Form";
import { formatNumber } from "../../ui/format";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { StackedTable } from "../../ui/StackedTable";

type Contract = Shape<"Contract">;
type Asked = Shape<"SampleInput">;

const OCCASIONS: Record<string, Asked> = {
  "Initial audit": { occasion: "initial", alike: true },
  "Surveillance 1": { occasion: "surveillance", number: 1, alike: true },
  "Surveillance 2": { occasion: "surveillance", number: 2, alike: true },
  Recertification: { occasion: "recertification", alike: true },
};

/** Which sites each audit visits: drawn once, with the seed that repeats the draw. Nothing for a single site. */
export function Samples({ contract: c }: { contract: Contract }) {
  const planner = useIs("planner", "admin");
  const [open, setOpen] = useState(false);
  if (c.site_ids.length < 2) return null;
  return (
    <Section title="Sites to visit" aside={planner && !open && c.state !== "terminated" && <Button variant="default" size="xs" onClick={() => setOpen(true)}>Draw a sample</Button>}>
      {c.receipt.samples.length === 0 && <Text c="dimmed">No sample is drawn yet. The central function is visited every time.</Text>}
      {c.receipt.samples.map((s) => <Sample key={s.audit} sample={s} />)}
      {open && <Draw contract={c} onDone={() => setOpen(false)} />}
    </Section>
  );
}

function Sample({ sample: s }: { sample: Shape<"SiteSample"> }) {
  return (
    <StackedTable minWidth={480} label={`Sites of ${s.audit}`}>
        <Table.Caption>{s.audit}: {formatNumber(s.visits.length)} of {formatNumber(s.sites)} sites and the central function, drawn with the seed {s.seed}</Table.Caption>
        <Table.Thead><Table.Tr><Table.Th>Step</Table.Th><Table.Th>Working</Table.Th><Table.Th>Result</Table.Th><Table.Th>Clause</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>
          {s.lines.map((l) => <Table.Tr key={l.label}><Table.Td>{l.label}</Table.Td><Table.Td>{l.working}</Table.Td><Table.Td>{l.value}</Table.Td><Table.Td c="dimmed">{l.clause}</Table.Td></Table.Tr>)}
        </Table.Tbody>
      </StackedTable>
  );
}

function Draw({ contract: c, onDone }: { contract: Contract; onDone: () => void }) {
  const client = $api.useQuery("get", "/api/v1/clients/{id}", { params: { path: { id: c.client_id } } });
  const draw = $api.useMutation("post", "/api/v1/contracts/{id}/samples", { onSuccess: onDone });
  const [chosen, setChosen] = useState<string[]>([]);
  const wrong = fieldErrors(draw.error);
  const sites = (client.data?.sites ?? []).filter((s) => !s.central && c.site_ids.includes(s.id));
  return (
    <Paper maw={640}>
      <Form
        label="Draw a sample" submit="Draw once" pending={draw.isPending} error={draw.error} aside={<Button variant="default" onClick={onDone}>Leave it</Button>}
        onSubmit={(f) => draw.mutate({
          params: { path: { id: c.id }, header: seen(c.version) },
          body: { ...OCCASIONS[text(f, "occasion")], alike: f.get("alike") === "on", chosen, why: optional(f, "why") },
        })}
      >
        <NativeSelect name="occasion" label="For" data={Object.keys(OCCASIONS)} error={wrong.occasion ?? wrong.number} />
        <Checkbox name="alike" label="The sites do much the same and may be sampled" defaultChecked />
        <MultiSelect label="Chosen by risk" description="Part of the sample; at least a quarter of it is drawn at random" data={sites.map((s) => ({ value: s.no, label: `${s.no} ${s.name}` }))} value={chosen} onChange={setChosen} error={wrong.chosen} searchable />
        <TextInput name="why" label="Why these" error={wrong.why} />
      </Form>
    </Paper>
  );
}
