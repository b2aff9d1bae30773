import { Paper, PasswordInput, Text } from "@mantine/core";
import { $api } from "../../api/client";
import { useIs, useMe } from "../../app/session";
import { Form } from "../../ui/Form";
import { Page, Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { Letters } from "./Letters";
import { Feeds } from "../auditors/Feeds";

/** What belongs to oneself: the password, which letters come, the calendar addresses. */
export function Account() {
  const me = useMe();
  const staff = useIs("auditor", "reviewer", "planner", "admin");
  const change = $api.useMutation("post", "/api/v1/session/password");
  const wrong = fieldErrors(change.error);
  return (
    <Page title={me.name ?? "Account"} lead={me.email}>
      <Section title="Password">
        <Paper maw={420}>
          <Form
            label="Change the password" submit="Change the password" pending={change.isPending} error={change.error}
            onSubmit={(f, form) => change.mutate(
              { body: { current: String(f.get("current")), new: String(f.get("new")) } },
              { onSuccess: () => form.reset() },
            )}
          >
            <PasswordInput name="current" label="Password now" error={wrong.current} required autoComplete="current-password" />
            <PasswordInput name="new" label="New password" error={wrong.new} required autoComplete="new-password" />
            {change.isSuccess && <Text role="status">Changed. All your other sessions have ended.</Text>}
          </Form>
        </Paper>
      </Section>
      <Letters />
      {staff && <Feeds />}
    </Page>
  );
}
