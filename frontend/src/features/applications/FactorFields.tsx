import { Group, NativeSelect, NumberInput, TextInput, Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Shape } from "../../api/client";

type Factor = Shape<"Factor">;

/** What makes the audit longer or shorter than the table says; each with its reason. */
export function FactorFields({ factors, given }: { factors: Shape<"Scheme">["factors"]; given: Factor[] }) {
  const [rows, setRows] = useState(() => given.map((g, i) => ({ key: i, ...g })));
  return (
    <fieldset>
      <legend>What makes the audit longer or shorter</legend>
      <Stack gap="xs">
        {rows.length === 0 && <Text c="dimmed" fz="sm">Nothing: the table's time counts.</Text>}
        {rows.map((r) => (
          <Group key={r.key} align="flex-end" gap="xs">
            <NativeSelect name="factor_code" label="Factor" data={factors.map((f) => ({ value: f.code, label: f.title }))} defaultValue={r.code} />
            <NumberInput name="factor_percent" label="Per cent" defaultValue={r.percent} min={-100} max={300} w={100} required />
            <TextInput name="factor_why" label="Because" defaultValue={r.justification} w={260} required />
            <Button variant="default" onClick={() => setRows(rows.filter((x) => x.key !== r.key))} aria-label="Take this factor away">Take away</Button>
          </Group>
        ))}
        <Group>
          <Button variant="default" size="xs" onClick={() => setRows([...rows, { key: Math.max(-1, ...rows.map((r) => r.key)) + 1, code: factors[0].code, percent: 0, justification: "" }])}>Add a factor</Button>
        </Group>
      </Stack>
    </fieldset>
  );
}

/** The factors entered. */
export function readFactors(f: FormData): Factor[] {
  const percents = f.getAll("factor_percent");
  const reasons = f.getAll("factor_why");
  return f.getAll("factor_code").map((code, i) => ({ code: String(code), percent: Number(percents[i]), justification: String(reasons[i]).trim() }));
}
