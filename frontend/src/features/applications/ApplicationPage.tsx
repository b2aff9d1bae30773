import { Badge, Button, Paper, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { useActs, useIs } from "../../app/session";
import { Fact, Facts } from "../../ui/Facts";
import { Form } from "../../ui/Form";
import { formatInstant, formatNumber, formatWord } from "../../ui/format";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { fieldErrors } from "../../ui/problem";
import { Receipt } from "../../ui/Receipt";
import { History } from "../ledger/History";
import { Standard } from "../schemes/Standard";
import { ApplicationFields, readApplication } from "./ApplicationFields";
import { Reason } from "../../ui/Reason";
import { Offer } from "./Offer";
import { Requests } from "./Requests";
import { Review } from "./Review";

const route = getRouteApi("/inside/applications/$id");

/** One application from draft to contract: what is asked, the audit time it leads to, its review. */
export function ApplicationPage() {
  const { id } = route.useParams();
  const query = $api.useQuery("get", "/api/v1/applications/{id}", { params: { path: { id } } });
  return <Loaded query={query} what="the application">{(a) => <Application application={a} />}</Loaded>;
}

function Application({ application: a }: { application: Shape<"Application"> }) {
  const planner = useIs("planner", "admin");
  const draft = useActs("planner", "admin", "client") && a.state === "draft";
  const ended = a.contract_state === "declined" || a.contract_state === "withdrawn";
  const reviewed = a.state === "submitted" || a.state === "under_review";
  const [edit, setEdit] = useState(false);
  return (
    <Page
      title={`Application ${a.no}`}
      lead={<>{a.client_name} · <Standard id={a.scheme_id} /> · <Badge>{formatWord(a.state)}</Badge></>}
      actions={<>
        {draft && !edit && <Button variant="default" onClick={() => setEdit(true)}>Change</Button>}
        {draft && !edit && <Submit application={a} />}
        {a.contract_id && <ButtonLink to="/contracts/$id" params={{ id: a.contract_id }}>Open the contract</ButtonLink>}
      </>}
    >
      {edit ? <Edit application={a} onDone={() => setEdit(false)} /> : <Asked application={a} />}
      {a.receipt && <Section title="Audit time it leads to"><Receipt receipt={a.receipt} /></Section>}
      {a.review && <Reviewed review={a.review} />}
      {!edit && <Requests application={a} onChange={() => setEdit(true)} />}
      {planner && reviewed && <Review key={a.version} application={a} />}
      {planner && (a.state === "accepted" || (a.state === "quoted" && ended)) && <Offer application={a} />}
      {planner && a.state === "quoted" && ended && <Lapse application={a} />}
      {!planner && reviewed && <Text c="dimmed">It is with the planner, who reviews it next.</Text>}
      <History kind="application" object={a.id} />
    </Page>
  );
}

function Lapse({ application: a }: { application: Shape<"Application"> }) {
  const lapse = $api.useMutation("post", "/api/v1/applications/{id}/lapse");
  return (
    <Reason
      open="Let the application lapse" submit="Let it lapse" hint="No contract comes of it; the client may apply again" pending={lapse.isPending} error={lapse.error}
      onReason={(reason) => lapse.mutate({ params: { path: { id: a.id }, header: seen(a.version) }, body: { reason } })}
    />
  );
}

function Submit({ application: a }: { application: Shape<"Application"> }) {
  const submit = $api.useMutation("post", "/api/v1/applications/{id}/submission");
  return (
    <>
      <Button loading={submit.isPending} onClick={() => submit.mutate({ params: { path: { id: a.id }, header: seen(a.version) } })}>Submit</Button>
      <Problem error={submit.error} />
    </>
  );
}

function Asked({ application: a }: { application: Shape<"Application"> }) {
  return (
    <Section title="What is asked">
      <Facts>
        <Fact name="Client"><TextLink to="/clients/$id" params={{ id: a.client_id }}>{a.client_name}</TextLink></Fact>
        <Fact name="Scope">{a.scope}</Fact>
        <Fact name="Persons">{formatNumber(a.persons)}</Fact>
        <Fact name="Technical areas">{a.codes.join(", ")}</Fact>
        <Fact name="Sites">{a.site_ids.length}</Fact>
        <Fact name="Statement of Applicability">{a.soa_version}</Fact>
        <Fact name="Processes">{a.processes}</Fact>
        <Fact name="Done by others">{a.outsourced}</Fact>
        <Fact name="Legal obligations">{a.legal}</Fact>
        <Fact name="Consultancy received">{a.consultancy}</Fact>
        <Fact name="Submitted">{a.submitted_at && formatInstant(a.submitted_at)}</Fact>
      </Facts>
    </Section>
  );
}

function Edit({ application: a, onDone }: { application: Shape<"Application">; onDone: () => void }) {
  const detail = $api.useQuery("get", "/api/v1/clients/{id}", { params: { path: { id: a.client_id } } });
  const schemes = $api.useQuery("get", "/api/v1/schemes");
  const change = $api.useMutation("put", "/api/v1/applications/{id}", { onSuccess: onDone });
  return (
    <Paper maw={860}>
      <Loaded query={detail} what="the sites">
        {(d) => (
          <Loaded query={schemes} what="the standards">
            {(s) => (
              <Form
                label="Change the application" submit="Keep the change" pending={change.isPending} error={change.error}
                onSubmit={(f) => change.mutate({ params: { path: { id: a.id }, header: seen(a.version) }, body: { client_id: a.client_id, ...readApplication(f) } })}
                aside={<Button variant="default" onClick={onDone}>Leave it</Button>}
              >
                <ApplicationFields application={a} schemes={s} sites={d.sites} wrong={fieldErrors(change.error)} />
              </Form>
            )}
          </Loaded>
        )}
      </Loaded>
    </Paper>
  );
}

function Reviewed({ review: r }: { review: Shape<"Review"> }) {
  return (
    <Section title="Review">
      <Facts>
        <Fact name="Outcome">{r.accepted ? "Accepted" : "Declined"}</Fact>
        <Fact name="By">{r.by_name}, {formatInstant(r.at)}</Fact>
        <Fact name="Grounds">{r.declined.map(formatWord).join(", ")}</Fact>
        <Fact name="Reasons">{r.reasons}</Fact>
      </Facts>
    </Section>
  );
}
