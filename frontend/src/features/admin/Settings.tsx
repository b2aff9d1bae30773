import { Button, NumberInput, Paper, SimpleGrid, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { $api, api, type Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { Fact, Facts } from "../../ui/Facts";
import { Form, number, optional, text } from "../../ui/Form";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { History } from "../ledger/History";
import { Accreditations } from "./Accreditations";
import { Conventions } from "./Conventions";

type Kept = { settings: Shape<"Settings">; etag: string };

/** Reads the settings with the version they are changed against. */
async function read(): Promise<Kept> {
  const { data, error, response } = await api.GET("/api/v1/settings");
  if (data === undefined) throw error;
  return { settings: data, etag: response.headers.get("ETag") ?? "" };
}

/** How the body names itself, what accredits it, and which conventions are in force. */
export function Settings() {
  const query = useQuery({ queryKey: ["get", "/api/v1/settings", "etag"], queryFn: read });
  return (
    <Page title="Settings" lead="How this certification body names itself, what accredits it, and by which conventions it counts.">
      <Loaded query={query} what="the settings">{(kept) => <All kept={kept} />}</Loaded>
    </Page>
  );
}

function All({ kept }: { kept: Kept }) {
  const change = $api.useMutation("put", "/api/v1/settings");
  const save = (settings: Shape<"Settings">, done: () => void) => change.mutate({ params: { header: { "If-Match": kept.etag } }, body: settings }, { onSuccess: done });
  const writing = { pending: change.isPending, error: change.error };
  return (
    <>
      <Body settings={kept.settings} save={save} {...writing} />
      <Accreditations settings={kept.settings} save={save} {...writing} />
      <Conventions />
      <History kind="settings" object="body" />
    </>
  );
}

/** How a part of the screen keeps what it changed. */
export interface Writing {
  settings: Shape<"Settings">;
  save: (settings: Shape<"Settings">, done: () => void) => void;
  pending: boolean;
  error: unknown;
}

function Body({ settings: s, save, pending, error }: Writing) {
  const admin = useIs("admin");
  const [edit, setEdit] = useState(false);
  const wrong = fieldErrors(error);
  return (
    <Section title="The body" aside={admin && !edit && <Button variant="default" size="xs" onClick={() => setEdit(true)}>Change</Button>}>
      {edit ? (
        <Paper maw={760}>
          <Form
            label="Change the settings" submit="Keep the change" pending={pending} error={error} aside={<Button variant="default" onClick={() => setEdit(false)}>Leave it</Button>}
            onSubmit={(f) => save({
              ...s, name: text(f, "name"), address: optional(f, "address"), postal: optional(f, "postal"), appeals: optional(f, "appeals"),
              mark: optional(f, "mark"), time_zone: text(f, "time_zone"), email: text(f, "email"),
              offer_days: number(f, "offer_days"),
            }, () => setEdit(false))}
          >
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
              <TextInput name="name" label="Name" defaultValue={s.name} error={wrong.name} required />
              <TextInput name="email" type="email" label="E-mail" description="Sender and contact" defaultValue={s.email} error={wrong.email} required />
              <Textarea name="address" label="Office" description="As certificates show it" defaultValue={s.address} error={wrong.address} />
              <Textarea name="postal" label="Postal address" description="If letters go elsewhere" defaultValue={s.postal} error={wrong.postal} />
              <Textarea name="appeals" label="Complaints and appeals" description="Where they go: an address, an e-mail" defaultValue={s.appeals} error={wrong.appeals} />
              <TextInput name="time_zone" label="Time zone" description="Every civil date is reckoned in it" defaultValue={s.time_zone} error={wrong.time_zone} required />
              <NumberInput name="offer_days" label="Offers stand for" description="Days from sending in which a client can accept; each offer may name another last day" defaultValue={s.offer_days} min={1} max={366} allowDecimal={false} error={wrong.offer_days} required />
              <TextInput name="mark" label="Accreditation in words" description="Counts only while none is listed below" defaultValue={s.mark} error={wrong.mark} />
            </SimpleGrid>
          </Form>
        </Paper>
      ) : (
        <Facts>
          <Fact name="Name">{s.name}</Fact>
          <Fact name="Office">{s.address}</Fact>
          <Fact name="Postal address">{s.postal}</Fact>
          <Fact name="Complaints and appeals">{s.appeals}</Fact>
          <Fact name="E-mail">{s.email}</Fact>
          <Fact name="Time zone">{s.time_zone}</Fact>
          <Fact name="Offers stand for">{s.offer_days} days</Fact>
          {!s.accreditations?.length && <Fact name="Accreditation in words">{s.mark}</Fact>}
        </Facts>
      )}
    </Section>
  );
}
