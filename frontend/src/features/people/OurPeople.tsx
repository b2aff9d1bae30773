import { $api } from "../../api/client";
import { useMe } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { Colleagues } from "./Colleagues";
import { Contacts } from "./Contacts";

/** The client's own people: who may come in, and whom letters go to. */
export function OurPeople() {
  const client = useMe().client_id;
  if (!client) return <Page title="Colleagues"><EmptyState title="No organisation">Your account belongs to no client. Of the body's own people the administrator keeps the list.</EmptyState></Page>;
  return <Of client={client} />;
}

function Of({ client }: { client: string }) {
  const query = $api.useQuery("get", "/api/v1/clients/{id}", { params: { path: { id: client } } });
  return (
    <Page title="Colleagues and contacts" lead={query.data?.client.legal_name}>
      <Colleagues client={client} />
      <Contacts client={client} sites={query.data?.sites} />
    </Page>
  );
}
