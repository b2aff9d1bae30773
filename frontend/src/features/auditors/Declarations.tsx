import { Blockquote, Group, Text, TextInput } from "@mantine/core";
import { $api, type Shape } from "../../api/client";
import { useMe } from "../../app/session";
import { Form, optional, text } from "../../ui/Form";
import { formatDate, formatDistance, formatWord } from "../../ui/format";
import { WarnIcon } from "../../ui/icons";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";

/** A person's declarations: until when the last one holds, and the form to sign the next. */
export function Declarations({ detail: d }: { detail: Shape<"AuditorDetail"> }) {
  const me = useMe();
  const own = me.person_id === d.auditor.id;
  const last = d.declarations[d.declarations.length - 1];
  const late = !last || last.due < me.today;
  return (
    <Section title="Declaration of links and confidentiality">
      {last
        ? <Text>Signed {formatDate(last.on)} by {last.signed_by}{last.evidence && ` (${last.evidence})`}; due again {late ? <b><WarnIcon /> {formatDate(last.due)}, overdue</b> : <>{formatDate(last.due)}, {formatDistance(last.due, me.today)}</>}.</Text>
        : <Text><WarnIcon /> Never signed.</Text>}
      <details open={own && late}>
        <summary>{own ? "Sign it" : "Enter one signed on paper"}</summary>
        <Sign detail={d} own={own} />
      </details>
    </Section>
  );
}

function Sign({ detail: d, own }: { detail: Shape<"AuditorDetail">; own: boolean }) {
  const sign = $api.useMutation("post", "/api/v1/auditors/{id}/declarations");
  const wrong = fieldErrors(sign.error);
  return (
    <Form
      label="New declaration" submit={own ? "Sign the declaration" : "Enter the declaration"} pending={sign.isPending} error={sign.error}
      onSubmit={(f, form) => sign.mutate(
        { params: { path: { id: d.auditor.id } }, body: { signed_by: text(f, "signed_by"), on: optional(f, "on"), evidence: optional(f, "evidence") } },
        { onSuccess: () => form.reset() },
      )}
    >
      <Blockquote p="sm" fz="sm">{d.declaration_text}</Blockquote>
      <Text fz="sm">On record: {d.interests.length === 0 ? "no link to any client." : d.interests.map((i) => `${i.client_name ?? "a client"} (${formatWord(i.kind).toLowerCase()})`).join(", ")}</Text>
      <Group align="flex-end" gap="sm">
        <TextInput name="signed_by" label="Signed by" description={`Type the name: ${d.auditor.name}`} required error={wrong.signed_by} autoComplete="off" />
        {!own && <TextInput type="date" name="on" label="Signed on" required error={wrong.on} />}
        {!own && <TextInput name="evidence" label="Where the paper is" required error={wrong.evidence} />}
      </Group>
    </Form>
  );
}
