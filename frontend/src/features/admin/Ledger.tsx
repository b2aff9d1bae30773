import { Code, Group, NativeSelect, Text, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api } from "../../api/client";
import { EmptyState } from "../../ui/EmptyState";
import { Fact, Facts } from "../../ui/Facts";
import { Form, text } from "../../ui/Form";
import { formatInstant, formatNumber, formatWord } from "../../ui/format";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { Entries } from "../ledger/History";

const route = getRouteApi("/inside/admin/ledger");

const KINDS = ["client", "application", "contract", "programme", "audit", "finding", "decision_file", "decision", "certificate", "auditor", "user", "settings", "import", "ledger"];

/** The append-only record: its signed head, and everything about one thing. */
export function Ledger() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const head = $api.useQuery("get", "/api/v1/public/ledger-head");
  return (
    <Page title="Ledger" lead="Every change, in order, in a log whose head is signed. A head kept elsewhere proves later what stood here.">
      <Section title="Newest head">
        <Loaded query={head} what="the head">
          {(h) => (
            <Facts>
              <Fact name="Entries">{formatNumber(h.size)}</Fact>
              <Fact name="Root"><Code>{h.root}</Code></Fact>
              <Fact name="Signed"><Code block>{h.signed}</Code></Fact>
              <Fact name="Key"><Code>{h.key}</Code></Fact>
              <Fact name="At">{h.at && formatInstant(h.at)}</Fact>
            </Facts>
          )}
        </Loaded>
        <Text c="dimmed">Print it, or keep it where nobody of this system can change it. <Code>certwright verify</Code> compares the database with it.</Text>
      </Section>
      <Section title="What happened to one thing">
        <Form label="Find entries" submit="Show" pending={false} onSubmit={(f) => void navigate({ search: { kind: text(f, "kind"), object: text(f, "object") } })}>
          <Group align="flex-end">
            <NativeSelect name="kind" label="Kind" data={KINDS.map((value) => ({ value, label: formatWord(value) }))} defaultValue={search.kind} />
            <TextInput name="object" label="ID" description="As in the address of its page" defaultValue={search.object} required w={320} />
          </Group>
        </Form>
        {search.kind && search.object
          ? <Entries kind={search.kind} object={search.object} />
          : <EmptyState title="Nothing asked yet">Every page of a client, audit, file or certificate also shows its own history at its end.</EmptyState>}
      </Section>
    </Page>
  );
}
