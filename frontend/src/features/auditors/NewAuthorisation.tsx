import { Group, NativeSelect, TextInput } from "@mantine/core";
import { $api, type Shape } from "../../api/client";
import { Form, optional, text } from "../../ui/Form";
import { fieldErrors } from "../../ui/problem";

const ROLES: Shape<"AuthorisationInput">["role"][] = ["lead", "auditor", "expert", "reviewer"];

/** A scheme, a role and a code a person is authorised for, from when to when, on what evidence. */
export function NewAuthorisation({ auditor }: { auditor: string }) {
  const add = $api.useMutation("post", "/api/v1/auditors/{id}/authorisations");
  const schemes = $api.useQuery("get", "/api/v1/schemes");
  const wrong = fieldErrors(add.error);
  return (
    <Form
      label="New authorisation" submit="Authorise" pending={add.isPending} error={add.error}
      onSubmit={(f, form) => add.mutate(
        { params: { path: { id: auditor } }, body: {
          scheme_id: text(f, "scheme_id"), role: text(f, "role") as typeof ROLES[number], code: text(f, "code"), valid_from: text(f, "valid_from"),
          valid_to: optional(f, "valid_to"), evidence: optional(f, "evidence"),
        } },
        { onSuccess: () => form.reset() },
      )}
    >
      <Group align="flex-end" gap="sm">
        <NativeSelect name="scheme_id" label="Standard" error={wrong.scheme_id} data={(schemes.data ?? []).map((s) => ({ value: s.id, label: s.name }))} />
        <NativeSelect name="role" label="Role" data={ROLES} error={wrong.role} />
        <TextInput name="code" label="Code" placeholder="IAF 33" required error={wrong.code} />
        <TextInput type="date" name="valid_from" label="First day" required error={wrong.valid_from} />
        <TextInput type="date" name="valid_to" label="Last day" error={wrong.valid_to} />
        <TextInput name="evidence" label="Evidence" error={wrong.evidence} />
      </Group>
    </Form>
  );
}
