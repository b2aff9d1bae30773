import { Button, NativeSelect, NumberInput, Paper, SimpleGrid, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { $api, type Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { Form, text } from "../../ui/Form";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { CodeFields } from "./CodeFields";
import { RehearsalResult } from "./RehearsalResult";
import { TimeFields } from "./TimeFields";
import { changeWindow, presetTitle } from "./window";

type Data = Shape<"SchemeData">;
type Version = Shape<"SchemeVersion">;

interface Props {
  history: Shape<"SchemeHistory">;
  active: Version;
  onDone: () => void;
}

/** A changed version: enter it, see what it would change, put it in force. */
export function Proposal({ history, active, onDone }: Props) {
  const admin = useIs("admin");
  const [data, setData] = useState<Data>(active.data);
  const path = { scheme: history.id };
  const rehearse = $api.useMutation("post", "/api/v1/schemes/{scheme}/rehearsal");
  const activate = $api.useMutation("post", "/api/v1/schemes/{scheme}/versions", { onSuccess: onDone });
  const change = (next: Data) => { setData(next); rehearse.reset(); };
  return (
    <Section title="Propose a change">
      <Paper>
        <Form
          label="Propose a change" submit="What would change?" pending={rehearse.isPending} error={rehearse.error}
          onSubmit={() => rehearse.mutate({ params: { path }, body: { data } })}
          aside={<Button variant="default" onClick={onDone}>Leave it</Button>}
        >
          <Fields data={data} presets={history.presets} onChange={change} wrong={fieldErrors(rehearse.error)} />
          <details>
            <summary>Audit time and its table</summary>
            <TimeFields data={data} onChange={change} wrong={fieldErrors(rehearse.error)} />
          </details>
          <details>
            <summary>Factors, codes and what a certificate shows</summary>
            <WordFields data={data} onChange={change} wrong={fieldErrors(rehearse.error)} />
          </details>
        </Form>
      </Paper>
      {rehearse.data && <RehearsalResult result={rehearse.data} />}
      {rehearse.data && rehearse.data.changes.length > 0 && admin && (
        <Paper maw={640}>
          <Form
            label="Put it in force" submit={`Put version ${active.version + 1} in force`} pending={activate.isPending} error={activate.error}
            onSubmit={(f) => activate.mutate({ params: { path, header: { "If-Match": `"${active.version}"` } }, body: { data, why: text(f, "why") } })}
          >
            <Textarea name="why" label="Why" description="Kept in the ledger, and shown with the version" required minLength={3} autosize minRows={2} error={fieldErrors(activate.error).why} />
          </Form>
        </Paper>
      )}
    </Section>
  );
}

interface FieldsProps {
  data: Data;
  presets: Shape<"StagePreset">[];
  onChange: (data: Data) => void;
  wrong: Record<string, string>;
}

function Fields({ data: d, presets, onChange, wrong }: FieldsProps) {
  const stage2 = (change: Partial<Data["stage2"]>) => onChange({ ...d, stage2: changeWindow(d.stage2, change, presets) });
  const programme = (change: Partial<Data["programme"]>) => onChange({ ...d, programme: { ...d.programme, ...change } });
  const clocks = (change: Partial<Data["nonconformities"]>) => onChange({ ...d, nonconformities: { ...d.nonconformities, ...change } });
  const number = (label: string, path: string, value: number, set: (n: number) => void) => (
    <NumberInput label={label} value={value} onChange={(n) => set(Number(n) || 0)} error={wrong[path]} min={0} allowDecimal={false} />
  );
  return (
    <>
      <NativeSelect
        label="Stage 2 after Stage 1" value={d.stage2.preset} maw={420}
        data={[...presets.map((p) => ({ value: p.preset, label: presetTitle(p) })), { value: "own", label: "Other numbers", disabled: d.stage2.preset !== "own" }]}
        onChange={(e) => stage2(presets.find((p) => p.preset === e.currentTarget.value) ?? {})}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        {number("Stage 2: first week", "stage2.min_weeks", d.stage2.min_weeks, (n) => stage2({ min_weeks: n }))}
        {number("Stage 2: last week", "stage2.max_weeks", d.stage2.max_weeks, (n) => stage2({ max_weeks: n }))}
        {number("Months until Stage 1 is repeated (0: never)", "stage2.hard_months", d.stage2.hard_months, (n) => stage2({ hard_months: n }))}
        {number("Surveillance: months between", "programme.surveillance_months", d.programme.surveillance_months, (n) => programme({ surveillance_months: n }))}
        {number("Surveillance: opens, months before", "programme.surveillance_opens_months", d.programme.surveillance_opens_months, (n) => programme({ surveillance_opens_months: n }))}
        {number("Recertification: opens, months before expiry", "programme.recert_opens_months", d.programme.recert_opens_months, (n) => programme({ recert_opens_months: n }))}
        {number("Recertification: audit ends, days before expiry", "programme.recert_audit_ends_days", d.programme.recert_audit_ends_days, (n) => programme({ recert_audit_ends_days: n }))}
        {number("Early recertification keeps the date up to, months", "programme.early_recert_cap_months", d.programme.early_recert_cap_months, (n) => programme({ early_recert_cap_months: n }))}
        {number("Corrections due, days", "nonconformities.response_days", d.nonconformities.response_days, (n) => clocks({ response_days: n }))}
        {number("Majors verified within, months", "nonconformities.major_months", d.nonconformities.major_months, (n) => clocks({ major_months: n }))}
        {number("Cooling-off, years", "impartiality.cooling_years", d.impartiality.cooling_years, (n) => onChange({ ...d, impartiality: { ...d.impartiality, cooling_years: n } }))}
        <NativeSelect
          label="A cycle ends" value={d.programme.expiry_convention} error={wrong["programme.expiry_convention"]}
          data={[{ value: "minus_one_day", label: "on the day before" }, { value: "same_day", label: "on the same day" }]}
          onChange={(e) => programme({ expiry_convention: e.currentTarget.value })}
        />
        <NativeSelect
          label="An audit is judged by" value={d.programme.judged_by} error={wrong["programme.judged_by"]}
          data={[{ value: "last_day", label: "its last day" }, { value: "first_day", label: "its first day" }]}
          onChange={(e) => programme({ judged_by: e.currentTarget.value })}
        />
      </SimpleGrid>
    </>
  );
}

function WordFields({ data: d, onChange, wrong }: Omit<FieldsProps, "presets">) {
  return (
    <Stack gap="sm">
      <CodeFields legend="Factors of audit time" what="a factor" path="factors" codes={d.factors} wrong={wrong} onChange={(factors) => onChange({ ...d, factors })} />
      <CodeFields legend={`Competence codes of the body's own, beside ${d.taxonomy}`} what="a code" path="own_codes" codes={d.own_codes} wrong={wrong} onChange={(own_codes) => onChange({ ...d, own_codes })} />
      <Textarea
        label="A certificate shows" description="One element a line; what every certificate shows cannot be left out" autosize error={wrong.certificate_content}
        value={d.certificate_content.join("\n")} onChange={(e) => onChange({ ...d, certificate_content: e.currentTarget.value.split("\n").map((x) => x.trim()) })}
      />
    </Stack>
  );
}
