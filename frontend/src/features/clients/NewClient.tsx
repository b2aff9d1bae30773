import { Paper } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { $api } from "../../api/client";
import { Form } from "../../ui/Form";
import { Page } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { ClientFields, readClient } from "./ClientFields";

/** A client entered by hand; sites and an application follow on its page. */
export function NewClient() {
  const navigate = useNavigate();
  const create = $api.useMutation("post", "/api/v1/clients", { onSuccess: (c) => navigate({ to: "/clients/$id", params: { id: c.id } }) });
  return (
    <Page title="New client" lead="It gets the next number. Its sites and its application follow on its own page.">
      <Paper maw={760}>
        <Form label="New client" submit="Make the client" pending={create.isPending} error={create.error} onSubmit={(f) => create.mutate({ body: readClient(f) })}>
          <ClientFields wrong={fieldErrors(create.error)} />
        </Form>
      </Paper>
    </Page>
  );
}
