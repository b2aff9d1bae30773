import { Paper, Text } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { useMe } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { Form } from "../../ui/Form";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { ApplicationFields, readApplication } from "./ApplicationFields";

const route = getRouteApi("/inside/applications/new");

/** A new application, kept as a draft until it is submitted on its own page. */
export function NewApplication() {
  const me = useMe();
  const client = route.useSearch().client ?? me.client_id;
  return (
    <Page title="New application" lead="It is kept as a draft. You submit it on the next page, after seeing the audit time it leads to.">
      {me.read_only
        ? <EmptyState title="You may read only">Who leads for your organisation can let you act; see <TextLink to="/colleagues">Colleagues</TextLink>.</EmptyState>
        : client
        ? <ForClient client={client} />
        : <EmptyState title="For whom?" action={<ButtonLink to="/clients">Choose a client</ButtonLink>}>Open the client and press New application there.</EmptyState>}
    </Page>
  );
}

function ForClient({ client }: { client: string }) {
  const detail = $api.useQuery("get", "/api/v1/clients/{id}", { params: { path: { id: client } } });
  const schemes = $api.useQuery("get", "/api/v1/schemes");
  return (
    <Loaded query={detail} what="the client">
      {(d) => <Loaded query={schemes} what="the standards">{(s) => <NewForm detail={d} schemes={s} />}</Loaded>}
    </Loaded>
  );
}

function NewForm({ detail, schemes }: { detail: Shape<"ClientDetail">; schemes: Shape<"Scheme">[] }) {
  const navigate = useNavigate();
  const create = $api.useMutation("post", "/api/v1/applications", { onSuccess: (a) => navigate({ to: "/applications/$id", params: { id: a.id } }) });
  return (
    <Paper maw={860}>
      <Text mb="sm">For <b>{detail.client.legal_name}</b></Text>
      <Form label="New application" submit="Keep as a draft" pending={create.isPending} error={create.error} onSubmit={(f) => create.mutate({ body: { client_id: detail.client.id, ...readApplication(f) } })}>
        <ApplicationFields schemes={schemes} sites={detail.sites} wrong={fieldErrors(create.error)} />
      </Form>
    </Paper>
  );
}
