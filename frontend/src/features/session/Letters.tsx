import { Paper, Stack, Switch, Text } from "@mantine/core";
import { $api, seen, type Shape } from "../../api/client";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";

/** Which letters one gets. What the standard makes the body send cannot be switched off, and says why. */
export function Letters() {
  const query = $api.useQuery("get", "/api/v1/session/letters");
  return (
    <Section title="Letters">
      <Text>Each kind comes by mail at once, or not at all; everything also stands on your pages here.</Text>
      <Paper maw={760}><Loaded query={query} what="your letters">{(d) => <Choices choices={d} />}</Loaded></Paper>
    </Section>
  );
}

function Choices({ choices: d }: { choices: Shape<"LetterChoices"> }) {
  const choose = $api.useMutation("put", "/api/v1/session/letters");
  const toggle = (kind: string, wanted: boolean) => {
    if (choose.isPending) return; // a switch turned off meanwhile would lose the keyboard's place
    const unwanted = d.rows.filter((r) => !r.must && (r.kind === kind ? !wanted : !r.wanted)).map((r) => r.kind);
    choose.mutate({ params: { header: seen(d.version) }, body: { unwanted } });
  };
  return (
    <Stack gap="sm">
      {d.rows.map((r) => (
        <Switch
          key={r.kind} label={r.title} checked={r.wanted} disabled={r.must !== undefined}
          description={r.must ? `Always sent. ${r.must}` : undefined} onChange={(e) => toggle(r.kind, e.currentTarget.checked)}
        />
      ))}
      <Problem error={choose.error} />
    </Stack>
  );
}
