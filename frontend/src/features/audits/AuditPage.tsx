import { Badge, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { StateWord } from "../../ui/cycle/CycleLine";
import type { MarkState } from "../../ui/cycle/types";
import { Fact, Facts } from "../../ui/Facts";
import { FindingList } from "../../ui/FindingList";
import { formatDate, formatNumber, formatSpan, formatWord } from "../../ui/format";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { countryName } from "../../ui/names";
import { Findings } from "../findings/Findings";
import { History } from "../ledger/History";
import { ProgrammeLine } from "../programmes/ProgrammeLine";
import { Standard, useNeeds } from "../schemes/Standard";
import { Booking } from "./Booking";
import { Cancelling } from "./Cancelling";
import { Dates } from "./Dates";
import { Joining } from "./Joining";
import { ReportSection } from "./ReportSection";
import { StartButton } from "./StartButton";
import { Working } from "./Working";

const route = getRouteApi("/inside/audits/$id");

/** One audit: where it stands in its cycle, who goes when, what was found, what was reported. */
export function AuditPage() {
  const { id } = route.useParams();
  const query = $api.useQuery("get", "/api/v1/audits/{id}", { params: { path: { id } } });
  return <Loaded query={query} what="the audit">{(detail) => <Audit detail={detail} />}</Loaded>;
}

function Audit({ detail }: { detail: Shape<"AuditDetail"> }) {
  const { audit: a, may } = detail;
  const blocked = (detail.blocked ?? []).filter((f) => !f.met);
  return (
    <Page
      title={`${a.title}: ${a.client_name}`}
      lead={<>{a.no} · {(a.scheme_ids ?? [a.scheme_id]).map((id, i) => <span key={id}>{i > 0 && " + "}<Standard id={id} /></span>)} · {a.mark === "cancelled" ? "cancelled" : <StateWord state={a.mark as MarkState} />} · <Badge>{formatWord(a.state)}</Badge></>}
      actions={<>
        {may.includes("start") && <StartButton audit={a} />}
        {detail.file_id && <ButtonLink to="/files/$id" params={{ id: detail.file_id }} variant="default">Decision file</ButtonLink>}
      </>}
    >
      {a.programme_ids?.map((p) => <ProgrammeLine key={p} id={p} />)}
      {blocked.length > 0 && <Section title="What stands against the next step"><FindingList findings={blocked} /></Section>}
      {(a.dates !== "open" || !may.includes("book")) && <Dates detail={detail} />}
      <Joining detail={detail} />
      {may.includes("book") && <Booking detail={detail} />}
      <Findings detail={detail} />
      <ReportSection detail={detail} />
      <Working audit={a} time={detail.time} />
      <About detail={detail} />
      {may.includes("cancel") && <Cancelling audit={a} />}
      <History kind="audit" object={a.id} />
    </Page>
  );
}

function About({ detail }: { detail: Shape<"AuditDetail"> }) {
  const { audit: a, site, client, window: w } = { ...detail, window: detail.audit.window };
  const needs = useNeeds();
  const rule = (id?: string) => id && <Text span c="dimmed" fz="sm"> by <a href={`/rules#${id}`}>{id}</a></Text>;
  return (
    <Section title="What to know">
      <Facts>
        <Fact name="Client"><TextLink to="/clients/$id" params={{ id: a.client_id }}>{a.client_name}</TextLink> {a.client_no}</Fact>
        <Fact name="Contact">{client.contact_name}, <a href={`mailto:${client.contact_email}`}>{client.contact_email}</a></Fact>
        <Fact name="Place">{[site.name, site.street, site.postcode, site.city, countryName(site.country)].filter(Boolean).join(", ")} ({site.time_zone})</Fact>
        <Fact name="Scope">{detail.scope}</Fact>
        <Fact name="Audit time">{formatNumber(a.half_days / 2)} days, worked out in <TextLink to="/contracts/$id" params={{ id: a.contract_id }}>the contract's receipt</TextLink></Fact>
        <Fact name="Window opens">{w.earliest && <>{formatDate(w.earliest)}{rule(w.earliest_rule)}</>}</Fact>
        <Fact name="Target">{w.latest && <>{formatDate(w.latest)}{rule(w.latest_rule)}</>}</Fact>
        <Fact name="Hard limit">{w.hard_limit && <>{formatDate(w.hard_limit)}{rule(w.hard_rule)}</>}</Fact>
        <Fact name="Team must cover">{needs(detail.cover)}</Fact>
        <Fact name="Dates">{a.from && formatSpan(a.from, a.to)}</Fact>
        <Fact name="Started">{detail.started_on && formatDate(detail.started_on)}</Fact>
      </Facts>
    </Section>
  );
}
