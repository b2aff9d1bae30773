import { Button, Group, Stack, TextInput } from "@mantine/core";
import type { Shape } from "../../api/client";

type Code = Shape<"Code">;

interface Props {
  legend: string;
  what: string;
  codes: Code[];
  onChange: (codes: Code[]) => void;
  /** Faults by field, and where these codes stand in them: "own_codes". */
  wrong: Record<string, string>;
  path: string;
}

/** A list of codes with their meaning: put in, worded otherwise, taken out. */
export function CodeFields({ legend, what, codes, onChange, wrong, path }: Props) {
  const set = (i: number, change: Partial<Code>) => onChange(codes.map((c, j) => (j === i ? { ...c, ...change } : c)));
  return (
    <fieldset>
      <legend>{legend}</legend>
      <Stack gap="xs">
        {codes.map((c, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- a code may still be empty
          <Group key={i} gap="xs" align="flex-end">
            <TextInput size="xs" w={170} label="Code" value={c.code} onChange={(e) => set(i, { code: e.currentTarget.value })} error={wrong[`${path}[${i}].code`]} />
            <TextInput size="xs" flex={1} miw={180} label="Meaning" value={c.title} onChange={(e) => set(i, { title: e.currentTarget.value })} error={wrong[`${path}[${i}].title`]} />
            <Button size="xs" variant="default" aria-label={`Take ${c.code || "the empty line"} away`} onClick={() => onChange(codes.filter((_, j) => j !== i))}>Take away</Button>
          </Group>
        ))}
        <Group><Button size="xs" variant="default" onClick={() => onChange([...codes, { code: "", title: "" }])}>Add {what}</Button></Group>
      </Stack>
    </fieldset>
  );
}
