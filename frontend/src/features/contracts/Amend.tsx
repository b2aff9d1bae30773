import { Checkbox, MultiSelect, NativeSelect, NumberInput, Paper, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { useMe } from "../../app/session";
import { Form, list, number, optional, text } from "../../ui/Form";
import { ButtonLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { fieldErrors } from "../../ui/problem";
import { FactorFields, readFactors } from "../applications/FactorFields";
import { NoticeText } from "../notices/NoticeText";
import { AmendmentView } from "./Revisions";

const route = getRouteApi("/inside/contracts/$id/amend");

type Input = Shape<"AmendmentInput">;

/** Other terms for a contract, with what they would mean before the eyes of who offers them. */
export function Amend() {
  const { id } = route.useParams();
  const contract = $api.useQuery("get", "/api/v1/contracts/{id}", { params: { path: { id } } });
  return <Loaded query={contract} what="the contract">{(c) => <WithClient contract={c} />}</Loaded>;
}

function WithClient({ contract: c }: { contract: Shape<"Contract"> }) {
  const client = $api.useQuery("get", "/api/v1/clients/{id}", { params: { path: { id: c.client_id } } });
  const schemes = $api.useQuery("get", "/api/v1/schemes");
  const { notice } = route.useSearch();
  return (
    <Page title={`Amend contract ${c.no}`} lead={c.client_name} actions={<ButtonLink to="/contracts/$id" params={{ id: c.id }} variant="default">Leave it</ButtonLink>}>
      <Loaded query={client} what="the sites">
        {(d) => (
          <Loaded query={schemes} what="the standards">
            {(all) => <AmendForm contract={c} sites={d.sites} scheme={all.find((s) => s.id === c.scheme_id)} notice={d.notices.find((n) => n.id === notice)} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function AmendForm({ contract: c, sites, scheme, notice }: { contract: Shape<"Contract">; sites: Shape<"Site">[]; scheme?: Shape<"Scheme">; notice?: Shape<"Notice"> }) {
  const navigate = useNavigate();
  const today = useMe().today;
  const meant = notice?.meanings.find((m) => m.contract_id === c.id);
  const read = (f: FormData): Input => ({
    scope: text(f, "scope"), codes: list(f, "codes"), persons: number(f, "persons"), site_ids: inOrder(sites, f.getAll("site_ids").map(String)),
    identical_groups: list(f, "identical_groups").map(Number), soa_version: optional(f, "soa_version"), risk: optional(f, "risk") as Input["risk"],
    factors: readFactors(f), effective: optional(f, "effective"), why: optional(f, "why"), notice_id: notice?.id,
  });
  const [shown, setShown] = useState<Input>();
  const offer = $api.useMutation("post", "/api/v1/contracts/{id}/amendments", { onSuccess: () => navigate({ to: "/contracts/$id", params: { id: c.id } }) });
  const wrong = fieldErrors(offer.error);
  return (
    <Stack>
      {notice && <Paper maw={860}><NoticeText notice={notice} /></Paper>}
      <Paper maw={860} onBlur={(e) => setShown(read(new FormData(e.currentTarget.querySelector("form")!)))}>
        <Form label="Amendment" submit="Offer it to the client" pending={offer.isPending} error={offer.error} onSubmit={(f) => offer.mutate({ params: { path: { id: c.id }, header: seen(c.version) }, body: read(f) })}>
          <Textarea name="why" label="Why" description="The client reads it" defaultValue={notice?.text} required error={wrong.why} />
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <NumberInput name="persons" label="Persons" defaultValue={meant?.persons_after ?? c.persons} min={1} allowDecimal={false} thousandSeparator="" required error={wrong.persons} />
            <TextInput name="effective" type="date" label="In force from" defaultValue={today} min={today} required error={wrong.effective} />
          </SimpleGrid>
          <Textarea name="scope" label="Scope" defaultValue={c.scope} required error={wrong.scope} />
          <MultiSelect
            name="codes" label="Technical areas" searchable data={(scheme?.codes ?? []).map((x) => ({ value: x.code, label: `${x.code}: ${x.title}` }))}
            defaultValue={c.codes} error={wrong.codes} hiddenInputProps={{ "aria-hidden": true }}
          />
          <fieldset>
            <legend>Sites</legend>
            <Stack gap={6}>{sites.map((s) => <Checkbox key={s.id} name="site_ids" value={s.id} label={`${s.name}, ${s.city} (${s.persons} persons)`} defaultChecked={c.site_ids.includes(s.id)} />)}</Stack>
            {wrong.site_ids && <Text c="red" fz="sm">{wrong.site_ids}</Text>}
          </fieldset>
          {scheme?.needs_soa && <TextInput name="soa_version" label="Version of the Statement of Applicability" defaultValue={c.soa_version} error={wrong.soa_version} />}
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <TextInput name="identical_groups" label="Groups doing identical, simple work" description="Sizes, parted by commas" defaultValue={c.identical_groups?.join(", ")} error={wrong.identical_groups} />
            <NativeSelect name="risk" label="Risk of the activities" data={[{ value: "", label: "Not asked" }, "high", "medium", "low", "limited"]} defaultValue={c.risk ?? ""} error={wrong.class} />
          </SimpleGrid>
          {scheme && scheme.factors.length > 0 && <FactorFields factors={scheme.factors} given={c.factors ?? []} />}
        </Form>
      </Paper>
      {shown && <Preview contract={c} input={shown} />}
    </Stack>
  );
}

/** Sites in their own order, the central function first. */
function inOrder(sites: Shape<"Site">[], ids: string[]): string[] {
  return sites.map((s) => s.id).filter((id) => ids.includes(id));
}

function Preview({ contract: c, input }: { contract: Shape<"Contract">; input: Input }) {
  const query = $api.useQuery("post", "/api/v1/contracts/{id}/amendments/preview", { params: { path: { id: c.id } }, body: input });
  return (
    <Section title="What it would mean">
      <Text c="dimmed" mb="xs">Worked out anew whenever you leave a field; nothing is kept until you offer it.</Text>
      {query.data && <AmendmentView amendment={query.data} />}
      <Problem error={query.error} />
    </Section>
  );
}
