import { Checkbox, MultiSelect, NativeSelect, NumberInput, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Shape } from "../../api/client";
import { list, number, optional, text } from "../../ui/Form";
import { FactorFields, readFactors } from "./FactorFields";

interface Props {
  application?: Shape<"Application">;
  schemes: Shape<"Scheme">[];
  sites: Shape<"Site">[];
  wrong: Record<string, string>;
}

/** What an application asks: the data of ISO/IEC 17021-1 9.1.1 and what the audit time rests on. */
export function ApplicationFields({ application: a, schemes, sites, wrong }: Props) {
  const [schemeId, setScheme] = useState(a?.scheme_id ?? schemes[0]?.id ?? "");
  const scheme = schemes.find((s) => s.id === schemeId);
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <NativeSelect name="scheme_id" label="Standard" data={schemes.map((s) => ({ value: s.id, label: s.name }))} value={schemeId} onChange={(e) => setScheme(e.currentTarget.value)} error={wrong.scheme_id} />
        <NumberInput name="persons" label="Persons" description="Everyone working under your control within the scope" defaultValue={a?.persons} min={1} allowDecimal={false} thousandSeparator="" error={wrong.persons} required />
      </SimpleGrid>
      <Textarea name="scope" label="Scope" description="The sentence that will stand on the certificate" defaultValue={a?.scope} error={wrong.scope} required />
      <MultiSelect
        key={schemeId} name="codes" label="Technical areas" description="Find by code or word; at least one" searchable
        data={(scheme?.codes ?? []).map((c) => ({ value: c.code, label: `${c.code}: ${c.title}` }))}
        defaultValue={a?.codes ?? []} error={wrong.codes} hiddenInputProps={{ "aria-hidden": true }}
      />
      <fieldset>
        <legend>Sites in the scope</legend>
        <Stack gap={6}>
          {sites.map((s) => (
            <Checkbox key={s.id} name="site_ids" value={s.id} label={`${s.name}, ${s.city} (${s.persons} persons)`} defaultChecked={a ? a.site_ids.includes(s.id) : s.central || sites.length === 1} />
          ))}
          {sites.length === 0 && <Text c="dimmed">There is no site yet. Your planner adds the places you work at; until then keep this as a draft.</Text>}
          {wrong.site_ids && <Text c="red" fz="sm">{wrong.site_ids}</Text>}
        </Stack>
      </fieldset>
      {scheme?.needs_soa && <TextInput name="soa_version" label="Version of the Statement of Applicability" defaultValue={a?.soa_version} error={wrong.soa_version} />}
      <TextInput name="identical_groups" label="Groups doing identical, simple work" description="Sizes, parted by commas; leave empty if there are none" defaultValue={a?.identical_groups?.join(", ")} error={wrong.identical_groups} />
      <Textarea name="processes" label="Processes and technology" defaultValue={a?.processes} error={wrong.processes} />
      <Textarea name="outsourced" label="What is done by others for you" defaultValue={a?.outsourced} error={wrong.outsourced} />
      <Textarea name="legal" label="Legal obligations that matter" defaultValue={a?.legal} error={wrong.legal} />
      <Textarea name="consultancy" label="Consultancy received, and from whom" description="Nobody who advised you may audit you" defaultValue={a?.consultancy} error={wrong.consultancy} />
      {scheme && scheme.factors.length > 0 && <FactorFields factors={scheme.factors} given={a?.factors ?? []} />}
    </Stack>
  );
}

/** What was entered, as the API takes it. */
export function readApplication(f: FormData): Shape<"ApplicationInput"> {
  return {
    scheme_id: text(f, "scheme_id"), persons: number(f, "persons"), scope: text(f, "scope"), codes: list(f, "codes"),
    site_ids: f.getAll("site_ids").map(String), soa_version: optional(f, "soa_version"),
    identical_groups: list(f, "identical_groups").map(Number), processes: optional(f, "processes"), outsourced: optional(f, "outsourced"),
    legal: optional(f, "legal"), consultancy: optional(f, "consultancy"), factors: readFactors(f),
  };
}
