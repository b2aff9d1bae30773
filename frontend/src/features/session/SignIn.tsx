import { Button, Group, Paper, PasswordInput, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { homeOf } from "../../app/roles";
import { rolesOf, useEnter, useMe, type Me } from "../../app/session";
import { Form, text } from "../../ui/Form";
import { formatWord } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Page, Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { fieldErrors } from "../../ui/problem";

const route = getRouteApi("/sign-in");

/** Where a person comes in; in a demo one click is enough, an empty installation makes its first admin here. */
export function SignIn() {
  const me = useMe();
  const enter = useEnter();
  const { next } = route.useSearch();
  // Only an address of our own: "//elsewhere" would lead away.
  const goOn = (who: Me) => enter(who, next && /^\/[^/\\]/.test(next) ? next : homeOf(rolesOf(who)));
  return (
    <Page title="Sign in" lead={me.body_name}>
      <Stack maw={860} gap="xl">
        {me.demo && <DemoSignIns onDone={goOn} />}
        {me.setup_needed ? <FirstAdmin onDone={goOn} /> : <PasswordSignIn onDone={goOn} />}
        <Text c="dimmed">To see whether a certificate is real you need no account: <TextLink to="/check">check a certificate</TextLink>.</Text>
      </Stack>
    </Page>
  );
}

function PasswordSignIn({ onDone }: { onDone: (me: Me) => void }) {
  const signIn = $api.useMutation("post", "/api/v1/session", { onSuccess: onDone });
  return (
    <Paper maw={420}>
      <Form
        label="Sign in" submit="Sign in" pending={signIn.isPending} error={signIn.error}
        onSubmit={(f) => signIn.mutate({ body: { email: text(f, "email"), password: String(f.get("password")) } })}
      >
        <TextInput name="email" type="email" label="E-mail" autoComplete="username" required />
        <PasswordInput name="password" label="Password" autoComplete="current-password" required />
      </Form>
    </Paper>
  );
}

function DemoSignIns({ onDone }: { onDone: (me: Me) => void }) {
  const list = $api.useQuery("get", "/api/v1/demo");
  const signIn = $api.useMutation("post", "/api/v1/demo", { onSuccess: onDone });
  return (
    <Section title="This is a demo: come in with one click">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {(list.data ?? []).map((d) => (
          <DemoCard key={d.email} who={d} pending={signIn.isPending} onClick={() => signIn.mutate({ body: { email: d.email } })} />
        ))}
      </SimpleGrid>
      <Problem error={list.error ?? signIn.error} />
    </Section>
  );
}

function DemoCard({ who, pending, onClick }: { who: Shape<"DemoSignIn">; pending: boolean; onClick: () => void }) {
  return (
    <Paper p="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text fw={600}>{formatWord(who.role)}: {who.name}</Text>
          <Text c="dimmed" fz="sm">{who.what}</Text>
        </div>
        <Button variant="default" size="xs" disabled={pending} onClick={onClick} aria-label={`Enter as ${who.role} ${who.name}`}>Enter</Button>
      </Group>
    </Paper>
  );
}

function FirstAdmin({ onDone }: { onDone: (me: Me) => void }) {
  const create = $api.useMutation("post", "/api/v1/setup", { onSuccess: onDone });
  const wrong = fieldErrors(create.error);
  return (
    <Section title="Make the first administrator">
      <Text c="dimmed">Nobody has an account here yet. The program printed a code when it started; with it you become the first administrator.</Text>
      <Paper maw={420}>
        <Form
          label="First administrator" submit="Make it and sign in" pending={create.isPending} error={create.error}
          onSubmit={(f) => create.mutate({ body: { code: text(f, "code"), name: text(f, "name"), email: text(f, "email"), password: String(f.get("password")) } })}
        >
          <TextInput name="code" label="Code printed at the start" error={wrong.code} required autoComplete="one-time-code" />
          <TextInput name="name" label="Your name" error={wrong.name} required autoComplete="name" />
          <TextInput name="email" type="email" label="E-mail" error={wrong.email} required autoComplete="username" />
          <PasswordInput name="password" label="Password" error={wrong.password} required autoComplete="new-password" />
        </Form>
      </Paper>
    </Section>
  );
}
