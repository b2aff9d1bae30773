import { Badge, Button, Group, NativeSelect, Paper, Radio, SimpleGrid, Table, Text, TextInput } from "@mantine/core";
import { $api, seen, type Shape } from "../../api/client";
import { useMe } from "../../app/session";
import { Form, text } from "../../ui/Form";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { fieldErrors } from "../../ui/problem";
import { StackedTable } from "../../ui/StackedTable";

type Colleague = Shape<"Colleague">;
type Right = Shape<"Right">;

const RIGHTS: { value: Right; label: string; what: string }[] = [
  { value: "read", label: "May read", what: "Sees everything of the organisation, changes nothing" },
  { value: "act", label: "May act", what: "Applies, accepts, confirms dates, answers findings" },
  { value: "lead", label: "Leads", what: "Acts, and says who else comes in" },
];

/** Who of a client may come in, each with an account of their own, and the way to invite one more. */
export function Colleagues({ client }: { client: string }) {
  const query = $api.useQuery("get", "/api/v1/clients/{id}/colleagues", { params: { path: { id: client } } });
  return (
    <Section title="Colleagues">
      <Loaded query={query} what="the colleagues">
        {(d) => (
          <>
            <People rows={d.rows} mayChange={d.may_invite} />
            {d.may_invite ? <Invite client={client} /> : <Text c="dimmed">Who leads for the organisation says who comes in and how far.</Text>}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function People({ rows, mayChange }: { rows: Colleague[]; mayChange: boolean }) {
  if (rows.length === 0) return <Text c="dimmed">Nobody of this client has an account yet.</Text>;
  return (
    <StackedTable minWidth={360} label="Colleagues">
        <Table.Thead><Table.Tr><Table.Th>Name and account</Table.Th><Table.Th>Access</Table.Th>{mayChange && <Table.Th>Change</Table.Th>}</Table.Tr></Table.Thead>
        <Table.Tbody>{rows.map((c) => <Row key={c.id} colleague={c} mayChange={mayChange} />)}</Table.Tbody>
      </StackedTable>
  );
}

function Row({ colleague: c, mayChange }: { colleague: Colleague; mayChange: boolean }) {
  const me = useMe();
  const change = $api.useMutation("put", "/api/v1/colleagues/{id}");
  const again = $api.useMutation("post", "/api/v1/colleagues/{id}/invitation");
  const at = { path: { id: c.id }, header: seen(c.version) };
  const set = (right: Right, ended: boolean) => change.mutate({ params: at, body: { right, ended } });
  return (
    <Table.Tr>
      <Table.Td>{c.name}{c.id === me.user_id && " (you)"}<br /><Text span c="dimmed" fz="sm">{c.email}</Text></Table.Td>
      <Table.Td>{access(c)} {c.invited && !c.ended && <Badge>invited</Badge>}</Table.Td>
      {mayChange && (
        <Table.Td>
          <Group gap="xs">
            {!c.ended && <NativeSelect size="xs" aria-label={`Access of ${c.name}`} value={c.right} disabled={change.isPending} data={RIGHTS} onChange={(e) => set(e.currentTarget.value as Right, false)} />}
            <Button variant="default" size="compact-xs" loading={change.isPending} onClick={() => set(c.right, !c.ended)} aria-label={`${c.ended ? "Open" : "End"} the access of ${c.name}`}>{c.ended ? "Open it again" : "End it"}</Button>
            {c.invited && !c.ended && <Button variant="default" size="compact-xs" loading={again.isPending} onClick={() => again.mutate({ params: at })} aria-label={`Invite ${c.name} again`}>Invite again</Button>}
          </Group>
          {again.isSuccess && <Text role="status" fz="sm">Another link is on its way.</Text>}
          <Problem error={change.error ?? again.error} />
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function access(c: Colleague): string {
  if (c.ended) return "ended";
  return RIGHTS.find((r) => r.value === c.right)?.label ?? c.right;
}

function Invite({ client }: { client: string }) {
  const invite = $api.useMutation("post", "/api/v1/clients/{id}/colleagues");
  const wrong = fieldErrors(invite.error);
  return (
    <Paper maw={760}>
      <Form
        label="Invite a colleague" submit="Invite" pending={invite.isPending} error={invite.error}
        onSubmit={(f, form) => invite.mutate(
          { params: { path: { id: client } }, body: { name: text(f, "name"), email: text(f, "email"), right: text(f, "right") as Right } },
          { onSuccess: () => form.reset() },
        )}
      >
        <Text>They get a letter with a link, good for seven days and once, and choose a password of their own.</Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput name="name" label="Name" error={wrong.name} required />
          <TextInput name="email" type="email" label="E-mail" error={wrong.email} required />
        </SimpleGrid>
        <Radio.Group name="right" label="Access" defaultValue="read" error={wrong.right}>
          {RIGHTS.map((r) => <Radio key={r.value} value={r.value} label={r.label} description={r.what} mt="xs" />)}
        </Radio.Group>
        {invite.isSuccess && <Text role="status">{invite.data.name} was invited: the letter goes to {invite.data.email}.</Text>}
      </Form>
    </Paper>
  );
}
