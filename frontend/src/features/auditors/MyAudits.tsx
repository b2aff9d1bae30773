import { Stack, Text } from "@mantine/core";
import { $api } from "../../api/client";
import { useMe } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { formatDate, formatWord } from "../../ui/format";
import { ButtonLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { AuditTable } from "../audits/AuditTable";
import { Absences } from "./Absences";
import { Authorisations } from "./Authorisations";
import { Declarations } from "./Declarations";
import { Feeds } from "./Feeds";

/** The auditor's home: my audits, my calendar, my codes, my time off. */
export function MyAudits() {
  const me = useMe();
  const ahead = $api.useQuery("get", "/api/v1/audits", { params: { query: { auditor: me.person_id, state: "owed", sort: "dates", size: 100 } } });
  const running = $api.useQuery("get", "/api/v1/audits", { params: { query: { auditor: me.person_id, state: "in_progress", sort: "dates" } } });
  const past = $api.useQuery("get", "/api/v1/audits", { params: { query: { auditor: me.person_id, state: "reported", sort: "-dates", size: 20 } } });
  return (
    <Page title="My audits" lead={`Today is ${formatDate(me.today)}`} actions={<ButtonLink to="/work" variant="default" hiddenFrom="sm">My work</ButtonLink>}>
      {(running.data?.total ?? 0) > 0 && (
        <Section title="Under way"><AuditTable label="Under way" query={running} state={{}} empty={null} /></Section>
      )}
      <Section title="Ahead">
        <AuditTable label="Ahead" query={ahead} state={{}} empty={<EmptyState title="No audit ahead">As soon as a planner books you, the audit stands here and in your calendar.</EmptyState>} />
      </Section>
      {(past.data?.total ?? 0) > 0 && (
        <Section title="Reported, answers and verdicts may be open"><AuditTable label="Reported" query={past} state={{}} empty={null} /></Section>
      )}
      <Feeds />
      {me.person_id && <Mine id={me.person_id} />}
    </Page>
  );
}

function Mine({ id }: { id: string }) {
  const query = $api.useQuery("get", "/api/v1/auditors/{id}", { params: { path: { id } } });
  return (
    <Loaded query={query} what="your authorisations">
      {(d) => (
        <Stack gap="lg">
          <Authorisations rows={d.authorisations} />
          <Absences auditor={d.auditor.id} rows={d.absences} />
          <Declarations detail={d} />
          {d.interests.length > 0 && (
            <Section title="My interests">
              {d.interests.map((i) => <Text key={i.id}>{i.client_name ?? "A client"}: {formatWord(i.kind).toLowerCase()}, from {formatDate(i.from)}{i.to ? ` to ${formatDate(i.to)}` : ""}</Text>)}
            </Section>
          )}
        </Stack>
      )}
    </Loaded>
  );
}
