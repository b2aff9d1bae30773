import { Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { Fact, Facts } from "../../ui/Facts";
import { formatDate, formatWord } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { AuditTable } from "../audits/AuditTable";
import { History } from "../ledger/History";
import { Absences } from "./Absences";
import { Authorisations } from "./Authorisations";

const route = getRouteApi("/inside/auditors/$id");

/** One auditor: what they may do, when they are away, what bears on impartiality, where they are booked. */
export function AuditorPage() {
  const { id } = route.useParams();
  const query = $api.useQuery("get", "/api/v1/auditors/{id}", { params: { path: { id } } });
  const audits = $api.useQuery("get", "/api/v1/audits", { params: { query: { auditor: id, sort: "-dates", size: 50 } } });
  const planner = useIs("planner", "admin");
  return (
    <Loaded query={query} what="the auditor">
      {(d) => (
        <Page title={d.auditor.name} lead={`${d.auditor.no} · ${formatWord(d.auditor.employment)} · ${d.auditor.home_city}`}>
          <Section title="Audits"><AuditTable label="Audits" query={audits} state={{}} empty={<EmptyState title="Not booked">No audit has this person in its team.</EmptyState>} /></Section>
          <Authorisations rows={d.authorisations} />
          {planner && <Absences auditor={d.auditor.id} rows={d.absences} />}
          <Interests rows={d.interests} />
          <About auditor={d.auditor} />
          <History kind="auditor" object={d.auditor.id} />
        </Page>
      )}
    </Loaded>
  );
}

function Interests({ rows }: { rows: Shape<"Interest">[] }) {
  return (
    <Section title="Interests that bear on impartiality">
      {rows.length === 0 && <Text c="dimmed">None on record.</Text>}
      {rows.map((i) => (
        <Text key={i.id}>
          <TextLink to="/clients/$id" params={{ id: i.client_id }}>{i.client_name ?? i.client_id}</TextLink>: {formatWord(i.kind)}, from {formatDate(i.from)}{i.to ? ` to ${formatDate(i.to)}` : ""} {i.note}
        </Text>
      ))}
    </Section>
  );
}

function About({ auditor: a }: { auditor: Shape<"Auditor"> }) {
  return (
    <Section title="Facts">
      <Facts>
        <Fact name="E-mail"><a href={`mailto:${a.email}`}>{a.email}</a></Fact>
        <Fact name="Languages">{a.languages.join(", ")}</Fact>
        <Fact name="Days a week">{a.days_per_week}</Fact>
        <Fact name="Holidays of">{a.holiday_calendar}</Fact>
        <Fact name="Time zone">{a.time_zone}</Fact>
        <Fact name="Day rate">{a.day_rate ? `${a.day_rate} €` : undefined}</Fact>
      </Facts>
    </Section>
  );
}
