import { Badge, Button, Checkbox, NumberInput, Paper, SimpleGrid, Table, TextInput } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { Form, number, optional, text } from "../../ui/Form";
import { formatNumber } from "../../ui/format";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { CountrySelect } from "../../ui/NameSelect";
import { countryName } from "../../ui/names";

type Site = Shape<"Site">;

/** The places a client works at; a planner adds and changes them here. */
export function Sites({ client, sites }: { client: string; sites: Site[] }) {
  const planner = useIs("planner", "admin");
  const [edit, setEdit] = useState<Site | "new" | null>(null);
  return (
    <Section title="Sites" aside={planner && edit === null && <Button variant="default" size="xs" onClick={() => setEdit("new")}>New site</Button>}>
      {sites.length === 0 && <EmptyState title="No site yet">An application names at least one: where the central function is.</EmptyState>}
      {sites.length > 0 && (
        <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} aria-label="Sites">
          <Table>
            <Table.Thead><Table.Tr><Table.Th>No</Table.Th><Table.Th>Name</Table.Th><Table.Th>Address</Table.Th><Table.Th>Zone</Table.Th><Table.Th ta="right">Persons</Table.Th>{planner && <Table.Th>Change</Table.Th>}</Table.Tr></Table.Thead>
            <Table.Tbody>
              {sites.map((s) => (
                <Table.Tr key={s.id}>
                  <Table.Td>{s.no}</Table.Td>
                  <Table.Td>{s.name} {s.central && <Badge>central</Badge>}</Table.Td>
                  <Table.Td>{[s.street, s.postcode, s.city, countryName(s.country)].filter(Boolean).join(", ")}</Table.Td>
                  <Table.Td>{s.time_zone}</Table.Td>
                  <Table.Td ta="right">{formatNumber(s.persons)}</Table.Td>
                  {planner && <Table.Td><Button variant="default" size="compact-xs" onClick={() => setEdit(s)} aria-label={`Change ${s.name}`}>Change</Button></Table.Td>}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {edit !== null && <SiteForm key={edit === "new" ? "new" : edit.id} client={client} site={edit === "new" ? undefined : edit} onDone={() => setEdit(null)} />}
    </Section>
  );
}

function SiteForm({ client, site: s, onDone }: { client: string; site?: Site; onDone: () => void }) {
  const create = $api.useMutation("post", "/api/v1/clients/{id}/sites", { onSuccess: onDone });
  const change = $api.useMutation("put", "/api/v1/sites/{id}", { onSuccess: onDone });
  const error = create.error ?? change.error;
  const wrong = fieldErrors(error);
  const save = (f: FormData) => {
    const body = { no: s?.no, ...readSite(f) };
    if (s) change.mutate({ params: { path: { id: s.id }, header: seen(s.version) }, body });
    else create.mutate({ params: { path: { id: client } }, body });
  };
  return (
    <Paper>
      <Form
        label={s ? `Change ${s.name}` : "New site"} submit={s ? "Keep the change" : "Add the site"} pending={create.isPending || change.isPending} error={error} onSubmit={save}
        aside={<Button variant="default" onClick={onDone}>Leave it</Button>}
      >
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
          <TextInput name="name" label="Name" defaultValue={s?.name} error={wrong.name} required />
          <TextInput name="street" label="Street" defaultValue={s?.street} error={wrong.street} />
          <TextInput name="postcode" label="Postcode" defaultValue={s?.postcode} error={wrong.postcode} />
          <TextInput name="city" label="City" defaultValue={s?.city} error={wrong.city} required />
          <CountrySelect name="country" value={s?.country} error={wrong.country} required />
          <TextInput name="time_zone" label="Time zone" description="Such as Europe/Berlin" defaultValue={s?.time_zone} error={wrong.time_zone} required />
          <NumberInput name="persons" label="Persons" defaultValue={s?.persons ?? 0} min={0} allowDecimal={false} error={wrong.persons} />
          <TextInput name="lat" label="Latitude" inputMode="decimal" defaultValue={s?.lat} error={wrong.lat} />
          <TextInput name="lon" label="Longitude" inputMode="decimal" defaultValue={s?.lon} error={wrong.lon} />
        </SimpleGrid>
        <Checkbox name="central" label="The central function is here" defaultChecked={s?.central} />
      </Form>
    </Paper>
  );
}

function readSite(f: FormData): Shape<"SiteInput"> {
  return {
    name: text(f, "name"), street: optional(f, "street"), postcode: optional(f, "postcode"), city: text(f, "city"), country: text(f, "country").toUpperCase(),
    time_zone: text(f, "time_zone"), lat: number(f, "lat"), lon: number(f, "lon"), persons: number(f, "persons"), central: f.get("central") === "on",
  };
}
