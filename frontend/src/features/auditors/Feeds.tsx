import { Anchor, Button, Group, List, Paper, Select, Stack, Text, TextInput } from "@mantine/core";
import { $api, type Shape } from "../../api/client";
import { CopyText } from "../../ui/CopyText";
import { Form, text } from "../../ui/Form";
import { formatInstant } from "../../ui/format";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";

const PRIVACY = [
  { value: "full", label: "Everything: client, place, what to bring" },
  { value: "place", label: "Place only, no client name" },
  { value: "busy", label: "Busy only" },
];

/** My audits in my own calendar: make an address, copy it, change it when it leaked, end it. */
export function Feeds() {
  const query = $api.useQuery("get", "/api/v1/feeds");
  const create = $api.useMutation("post", "/api/v1/feeds");
  const rotate = $api.useMutation("post", "/api/v1/feeds/{id}/rotation");
  const revoke = $api.useMutation("delete", "/api/v1/feeds/{id}");
  const made = rotate.data ?? create.data;
  return (
    <Section title="My audits in my own calendar">
      <Text c="dimmed">
        A calendar program that subscribes to this address shows your audits and follows every change. How soon is up to the program:
        Apple asks about every 15 minutes to an hour, Outlook every few hours, Google up to a day. The address is a secret: whoever has it can read it.
      </Text>
      {made && <Made made={made} />}
      <Loaded query={query} what="your addresses">
        {(feeds) => (
          <Stack gap="xs">
            {feeds.map((f) => (
              <FeedLine
                key={f.id} feed={f} busy={rotate.isPending || revoke.isPending}
                onRotate={() => rotate.mutate({ params: { path: { id: f.id } } })}
                onRevoke={() => revoke.mutate({ params: { path: { id: f.id } } })}
              />
            ))}
          </Stack>
        )}
      </Loaded>
      <Problem error={rotate.error ?? revoke.error} />
      <Form
        label="New calendar address" submit="Make a new address" pending={create.isPending} error={create.error}
        onSubmit={(f) => create.mutate({ body: { label: text(f, "label"), privacy: text(f, "privacy") as "full" } })}
      >
        <Group align="flex-end">
          <TextInput name="label" label="For" defaultValue="My calendar" required />
          <Select name="privacy" label="What it shows" data={PRIVACY} defaultValue="full" allowDeselect={false} w={330} maw="100%" />
        </Group>
      </Form>
    </Section>
  );
}

function Made({ made }: { made: Shape<"FeedMade"> }) {
  return (
    <Paper role="status">
      <Text fw={600}>This is your new address. It is shown this once.</Text>
      <CopyText text={made.url} label="calendar address" />
      <List mt="xs" fz="sm">
        <List.Item>Apple, Thunderbird, Outlook on this machine: <Anchor href={made.webcal}>open it in the calendar program</Anchor></List.Item>
        <List.Item>Google: Other calendars, From URL, paste the address</List.Item>
        <List.Item>Outlook on the web: Add calendar, Subscribe from web, paste the address</List.Item>
      </List>
    </Paper>
  );
}

function FeedLine({ feed: f, busy, onRotate, onRevoke }: { feed: Shape<"Feed">; busy: boolean; onRotate: () => void; onRevoke: () => void }) {
  const privacy = PRIVACY.find((p) => p.value === f.privacy)?.label ?? f.privacy;
  return (
    <Paper p="sm">
      <Group justify="space-between">
        <div>
          <Text fw={600}>{f.label}</Text>
          <Text c="dimmed" fz="sm">
            {privacy} · made {formatInstant(f.created_at)} · {f.fetched_at ? `last fetched ${formatInstant(f.fetched_at)}${f.fetched_by ? ` by ${f.fetched_by}` : ""}` : "never fetched yet"}
          </Text>
        </div>
        <Group gap="xs">
          <Button variant="default" size="xs" disabled={busy} onClick={onRotate} title="The old address answers nothing from that moment on">Change the address</Button>
          <Button variant="default" size="xs" disabled={busy} onClick={onRevoke} title="Calendars that subscribe to it get nothing from that moment on">End it</Button>
        </Group>
      </Group>
    </Paper>
  );
}
