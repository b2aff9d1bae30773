import { Paper } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { $api } from "../../api/client";
import { Form } from "../../ui/Form";
import { Page } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { AuditorFields, readAuditor } from "./AuditorFields";

/** An auditor entered by hand; what they are authorised for follows on their page. */
export function NewAuditor() {
  const navigate = useNavigate();
  const create = $api.useMutation("post", "/api/v1/auditors", { onSuccess: (a) => navigate({ to: "/auditors/$id", params: { id: a.id } }) });
  return (
    <Page title="New auditor" lead="They get the next number. Somebody known under the e-mail already stays the same person.">
      <Paper maw={900}>
        <Form label="New auditor" submit="Add the auditor" pending={create.isPending} error={create.error} onSubmit={(f) => create.mutate({ body: readAuditor(f) })}>
          <AuditorFields wrong={fieldErrors(create.error)} />
        </Form>
      </Paper>
    </Page>
  );
}
