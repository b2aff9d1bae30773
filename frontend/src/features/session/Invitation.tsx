import { Paper, PasswordInput, Text } from "@mantine/core";
import { $api } from "../../api/client";
import { homeOf } from "../../app/roles";
import { rolesOf, useEnter, useMe } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { Form } from "../../ui/Form";
import { TextLink } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";

/** Where the link of an invitation leads. Its token stands behind the # of the address, so that it never reaches a log. */
export function Invitation() {
  const me = useMe();
  const enter = useEnter();
  const token = window.location.hash.slice(1);
  const accept = $api.useMutation("post", "/api/v1/invitation", { onSuccess: (who) => enter(who, homeOf(rolesOf(who))) });
  if (!token) {
    return <Page title="Come in"><EmptyState title="The link is cut short">Copy the whole of it out of the letter, also what stands behind the #. If you have a password already, <TextLink to="/sign-in">sign in</TextLink>.</EmptyState></Page>;
  }
  return (
    <Page title="Come in" lead={me.body_name}>
      <Paper maw={420}>
        <Form
          label="Choose a password" submit="Come in" pending={accept.isPending} error={accept.error}
          onSubmit={(f) => accept.mutate({ body: { token, password: String(f.get("password")) } })}
        >
          <Text>Choose a password for your own account. The link is used up by it.</Text>
          <PasswordInput name="password" label="Password" error={fieldErrors(accept.error).password} required autoComplete="new-password" />
        </Form>
      </Paper>
    </Page>
  );
}
