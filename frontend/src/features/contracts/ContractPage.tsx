import { Anchor, Badge, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { Fact, Facts } from "../../ui/Facts";
import { formatDate, formatNumber, formatWord } from "../../ui/format";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { Receipt } from "../../ui/Receipt";
import { History } from "../ledger/History";
import { OtherTime } from "../receipts/OtherTime";
import { Samples } from "../receipts/Samples";
import { ProgrammeLine } from "../programmes/ProgrammeLine";
import { Standard } from "../schemes/Standard";
import { Offer } from "./Offer";
import { Revisions, Unfit } from "./Revisions";

const route = getRouteApi("/inside/contracts/$id");

/** What was agreed, with the working of its audit time; the client accepts it here. */
export function ContractPage() {
  const { id } = route.useParams();
  const query = $api.useQuery("get", "/api/v1/contracts/{id}", { params: { path: { id } } });
  return <Loaded query={query} what="the contract">{(c) => <Contract contract={c} />}</Loaded>;
}

function Contract({ contract: c }: { contract: Shape<"Contract"> }) {
  const planner = useIs("planner", "admin");
  const amendments = c.amendments ?? [];
  const underWay = amendments.some((a) => a.state === "offered" || a.state === "accepted");
  return (
    <Page
      title={`Contract ${c.no}`}
      lead={<>{c.client_name} · <Standard id={c.scheme_id} /> · <Badge>{c.offer && !c.offer.met ? "Ran out" : formatWord(c.state)}</Badge></>}
      actions={<>
        {planner && c.state === "active" && !underWay && <ButtonLink to="/contracts/$id/amend" params={{ id: c.id }} variant="default">Amend the contract</ButtonLink>}
        {c.programme_id && <ButtonLink to="/programmes/$id" params={{ id: c.programme_id }} variant="default">Open the programme</ButtonLink>}
      </>}
    >
      {c.state === "offered" && <Offer contract={c} />}
      {c.why_ended && <Text>{formatWord(c.state)} on {formatDate(c.ended_on)}: {c.why_ended}</Text>}
      <Unfit audits={c.unfit ?? []} />
      <Revisions contract={c} />
      {c.programme_id && <Section title="Cycle"><ProgrammeLine id={c.programme_id} /></Section>}
      <Section title={["offered", "declined", "withdrawn"].includes(c.state) ? "What is offered" : "What is agreed"}>
        <Facts>
          <Fact name="Client"><TextLink to="/clients/$id" params={{ id: c.client_id }}>{c.client_name}</TextLink></Fact>
          <Fact name="Scope">{c.scope}</Fact>
          <Fact name="Standard"><Standard id={c.scheme_id} />, data version {c.scheme_version}</Fact>
          <Fact name="Persons">{formatNumber(c.persons)}</Fact>
          <Fact name="Technical areas">{c.codes.join(", ")}</Fact>
          <Fact name="Sites">{c.site_ids.length}</Fact>
          <Fact name="Statement of Applicability">{c.soa_version}</Fact>
          <Fact name="Application">{c.application_id && <TextLink to="/applications/$id" params={{ id: c.application_id }}>Open the application</TextLink>}</Fact>
          <Fact name="Revision">{c.revision > 1 && `${c.revision}, in force since ${formatDate(c.terms_from)}`}</Fact>
          <Fact name="Offered">{c.state === "offered" && `${formatDate(c.offered_on)}${c.valid_until ? `, valid until ${formatDate(c.valid_until)}` : ""}`}</Fact>
          <Fact name="Signed">{c.signed_on && `${formatDate(c.signed_on)}${c.signed_by ? ` by ${c.signed_by}` : ""}`}</Fact>
        </Facts>
      </Section>
      <Section title="Audit time" aside={<Anchor href={`/api/v1/contracts/${c.id}/receipt.pdf`} download>Receipt as PDF</Anchor>}>
        <Receipt receipt={c.receipt} />
        <OtherTime contract={c} />
      </Section>
      <Samples contract={c} />
      <History kind="contract" object={c.id} />
    </Page>
  );
}
