import { Badge, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { FindingList } from "../../ui/FindingList";
import { formatDate, formatWord } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { FindingCard } from "../findings/FindingCard";
import { History } from "../ledger/History";
import { ProgrammeLine } from "../programmes/ProgrammeLine";
import { Standard } from "../schemes/Standard";
import { AuditsRestedOn } from "./AuditsRestedOn";
import { Decide } from "./Decide";
import { Decided } from "./Decided";
import { Gate } from "./Gate";
import { Proposed } from "./Proposed";

const route = getRouteApi("/inside/files/$id");

/** The decision file: is it complete, what does it rest on, may I decide it, and the decision itself. */
export function FilePage() {
  const { id } = route.useParams();
  const query = $api.useQuery("get", "/api/v1/decision-files/{id}", { params: { path: { id } } });
  return <Loaded query={query} what="the decision file">{(detail) => <File detail={detail} />}</Loaded>;
}

function File({ detail }: { detail: Shape<"DecisionFileDetail"> }) {
  const { file, decision } = detail;
  return (
    <Page
      title={`${file.client_name}: ${formatWord(file.kind)} decision`}
      lead={<>{file.no} · <TextLink to="/clients/$id" params={{ id: file.client_id }}>{file.client_name}</TextLink> · <Standard id={file.scheme_id} /> · <Badge>{formatWord(file.state)}</Badge>{file.due_on && file.state !== "taken_back" ? ` · due ${formatDate(file.due_on)}` : ""}</>}
    >
      {decision && <Decided decision={decision} />}
      {detail.proposal && <Proposed change={detail.proposal} />}
      <Gate lines={detail.gate} />
      {file.programme_id && <ProgrammeLine id={file.programme_id} />}
      <AuditsRestedOn audits={detail.audits} recommendation={detail.recommendation} />
      {detail.findings.length > 0 && <Section title="Findings">{detail.findings.map((f) => <FindingCard key={f.id} finding={f} />)}</Section>}
      {file.state === "open" && (file.may_decide ? <Decide detail={detail} /> : <WhyNot file={file} />)}
      {file.state !== "taken_back" && <Deciders people={detail.deciders} />}
      <History kind="decision_file" object={file.id} />
    </Page>
  );
}

function WhyNot({ file }: { file: Shape<"DecisionFile"> }) {
  return (
    <Section title="You may not decide this file">
      {file.why_not && file.why_not.length > 0 ? <FindingList findings={file.why_not} /> : <Text>Deciding wants the reviewer's role.</Text>}
    </Section>
  );
}

function Deciders({ people }: { people: Shape<"DecisionFileDetail">["deciders"] }) {
  if (people.length === 0) return null;
  return (
    <Section title="Who may decide">
      {people.map((p) => (
        <details key={p.person_id}>
          <summary><b>{p.name}</b>: {p.may ? "may decide" : "may not decide"}</summary>
          <FindingList findings={p.findings} showMet />
        </details>
      ))}
    </Section>
  );
}
