import { Badge, Button, Checkbox, NativeSelect, Paper, SimpleGrid, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { useActs } from "../../app/session";
import { Form, optional, text } from "../../ui/Form";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { LanguageSelect } from "../../ui/NameSelect";
import { StackedTable } from "../../ui/StackedTable";
import { History } from "../ledger/History";

type Contact = Shape<"Contact">;
type Role = Shape<"ContactRole">;

/** What each role is there for, and which letters reach it. */
const ROLES: { value: Role; label: string; gets: string }[] = [
  { value: "management", label: "Management representative", gets: "every letter" },
  { value: "invoice", label: "Contracts and invoices", gets: "contracts" },
  { value: "site", label: "At a site", gets: "dates and teams of audits there" },
  { value: "other", label: "Other", gets: "no letters" },
];

/** Whom to write to or call at a client; the client keeps the list itself, or the body does. */
export function Contacts({ client, sites = [] }: { client: string; sites?: Shape<"Site">[] }) {
  const may = useActs("planner", "admin", "client");
  const [edit, setEdit] = useState<Contact | "new" | null>(null);
  const query = $api.useQuery("get", "/api/v1/clients/{id}/contacts", { params: { path: { id: client } } });
  return (
    <Section title="Contacts" aside={may && edit === null && <Button variant="default" size="xs" onClick={() => setEdit("new")}>New contact</Button>}>
      <Loaded query={query} what="the contacts">
        {(rows) => (
          <StackedTable minWidth={420} label="Contacts">
              <Table.Thead><Table.Tr><Table.Th>Name</Table.Th><Table.Th>For</Table.Th><Table.Th>Gets</Table.Th><Table.Th>Reached at</Table.Th>{may && <Table.Th>Change</Table.Th>}</Table.Tr></Table.Thead>
              <Table.Tbody>{rows.map((c) => <Row key={c.id} contact={c} sites={sites} onEdit={may ? () => setEdit(c) : undefined} />)}</Table.Tbody>
            </StackedTable>
        )}
      </Loaded>
      {edit !== null && <ContactForm key={edit === "new" ? "new" : edit.id} client={client} sites={sites} contact={edit === "new" ? undefined : edit} onDone={() => setEdit(null)} />}
    </Section>
  );
}

function Row({ contact: c, sites, onEdit }: { contact: Contact; sites: Shape<"Site">[]; onEdit?: () => void }) {
  const role = ROLES.find((r) => r.value === c.role);
  const site = sites.find((s) => s.id === c.site_id);
  return (
    <Table.Tr>
      <Table.Td>{c.name} {c.first && <Badge>first</Badge>} {c.ended && <Badge>ended</Badge>}</Table.Td>
      <Table.Td>{role?.label}{site ? `: ${site.name}` : ""}</Table.Td>
      <Table.Td>{c.ended ? "nothing any more" : role?.gets}</Table.Td>
      <Table.Td><a href={`mailto:${c.email}`}>{c.email}</a>{c.phone && <><br /><a href={`tel:${c.phone.replace(/[^+0-9]/g, "")}`}>{c.phone}</a></>}</Table.Td>
      {onEdit && <Table.Td><Button variant="default" size="compact-xs" onClick={onEdit} aria-label={`Change ${c.name}`}>Change</Button></Table.Td>}
    </Table.Tr>
  );
}

function ContactForm({ client, sites, contact: c, onDone }: { client: string; sites: Shape<"Site">[]; contact?: Contact; onDone: () => void }) {
  const add = $api.useMutation("post", "/api/v1/clients/{id}/contacts", { onSuccess: onDone });
  const change = $api.useMutation("put", "/api/v1/contacts/{id}", { onSuccess: onDone });
  const error = add.error ?? change.error;
  const wrong = fieldErrors(error);
  const save = (f: FormData) => {
    const body = {
      name: text(f, "name"), role: (c?.first ? "management" : text(f, "role")) as Role, email: text(f, "email"), phone: optional(f, "phone"),
      site_id: optional(f, "site_id"), language: optional(f, "language"), ended: f.get("ended") === "on",
    };
    if (c) change.mutate({ params: { path: { id: c.id }, header: seen(c.version) }, body });
    else add.mutate({ params: { path: { id: client } }, body });
  };
  return (
    <Paper maw={760}>
      <Form
        label={c ? `Change ${c.name}` : "New contact"} submit={c ? "Keep the change" : "Add the contact"} pending={add.isPending || change.isPending} error={error} onSubmit={save}
        aside={<Button variant="default" onClick={onDone}>Leave it</Button>}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput name="name" label="Name" defaultValue={c?.name} error={wrong.name} required />
          <TextInput name="email" type="email" label="E-mail" defaultValue={c?.email} error={wrong.email} required />
          <TextInput name="phone" type="tel" label="Telephone" defaultValue={c?.phone} error={wrong.phone} />
          <LanguageSelect name="language" value={c?.language} error={wrong.language} />
          {!c?.first && <NativeSelect name="role" label="For" defaultValue={c?.role} error={wrong.role} data={ROLES.map((r) => ({ value: r.value, label: `${r.label}: ${r.gets}` }))} />}
          {!c?.first && <NativeSelect name="site_id" label="Site" defaultValue={c?.site_id} error={wrong.site_id} data={[{ value: "", label: "The whole organisation" }, ...sites.map((s) => ({ value: s.id, label: s.name }))]} />}
        </SimpleGrid>
        {c?.first && <Text c="dimmed">The first contact speaks for the whole organisation and hears of everything.</Text>}
        {c && !c.first && <Checkbox name="ended" label="No contact any more: gets no letters" defaultChecked={c.ended} />}
      </Form>
      {c && <History kind={c.first ? "client" : "contact"} object={c.id} />}
    </Paper>
  );
}
