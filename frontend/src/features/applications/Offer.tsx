import { NativeSelect, NumberInput, Paper, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { $api, type Shape } from "../../api/client";
import { useMe } from "../../app/session";
import { Form, optional } from "../../ui/Form";
import { civilDate, dayNumber } from "../../ui/format";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { fieldErrors } from "../../ui/problem";
import { Receipt } from "../../ui/Receipt";
import { FactorFields, readFactors } from "./FactorFields";

type Offer = Shape<"OfferInput">;
type Risk = NonNullable<Offer["risk"]>;

/** Offers the contract: the audit time is worked out before the eyes of who offers it, and goes with it. */
export function Offer({ application: a }: { application: Shape<"Application"> }) {
  const schemes = $api.useQuery("get", "/api/v1/schemes");
  return (
    <Section title="Offer the contract">
      <Loaded query={schemes} what="the standards">{(all) => <OfferForm application={a} scheme={all.find((s) => s.id === a.scheme_id)} />}</Loaded>
    </Section>
  );
}

function OfferForm({ application: a, scheme }: { application: Shape<"Application">; scheme?: Shape<"Scheme"> }) {
  const navigate = useNavigate();
  const today = useMe().today;
  const settings = $api.useQuery("get", "/api/v1/settings");
  const [shown, setShown] = useState<Offer>({ factors: a.factors ?? [], persons: a.persons });
  const offer = $api.useMutation("post", "/api/v1/applications/{id}/contract", { onSuccess: (c) => navigate({ to: "/contracts/$id", params: { id: c.id } }) });
  const read = (f: FormData): Offer => ({
    risk: (String(f.get("risk") ?? "") || undefined) as Risk | undefined,
    persons: Number(f.get("persons")) || undefined,
    factors: readFactors(f),
    valid_until: optional(f, "valid_until"),
  });
  return (
    <Stack>
      <Paper maw={860} onBlur={(e) => setShown(read(new FormData(e.currentTarget.querySelector("form")!)))}>
        <Form label="Offer" submit="Offer this contract to the client" pending={offer.isPending} error={offer.error} onSubmit={(f) => offer.mutate({ params: { path: { id: a.id } }, body: read(f) })}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <NumberInput name="persons" label="Persons" description="Corrected by the review, if need be" defaultValue={a.persons} min={1} allowDecimal={false} thousandSeparator="" />
            {settings.data && (
              <TextInput
                name="valid_until" type="date" label="Valid until" description={`The last day to accept it; usually ${settings.data.offer_days} days from today`} min={today}
                defaultValue={civilDate(dayNumber(today) + (settings.data.offer_days ?? 0))} error={fieldErrors(offer.error).valid_until}
              />
            )}
            {scheme && scheme.classes.length > 0 && (
              <NativeSelect name="risk" label="Risk or complexity of the activities" description={`Asked by ${scheme.audit_time_table}`} required data={[{ value: "", label: "Choose one", disabled: true }, ...scheme.classes]} defaultValue="" />
            )}
          </SimpleGrid>
          {scheme && scheme.factors.length > 0 && <FactorFields factors={scheme.factors} given={a.factors ?? []} />}
        </Form>
      </Paper>
      <Preview application={a} offer={shown} />
    </Stack>
  );
}

function Preview({ application: a, offer }: { application: Shape<"Application">; offer: Offer }) {
  const query = $api.useQuery("post", "/api/v1/audit-time", {
    body: { scheme_id: a.scheme_id, persons: offer.persons ?? a.persons, identical_groups: a.identical_groups ?? [], risk: offer.risk, factors: offer.factors },
  });
  return (
    <div>
      <Text c="dimmed" mb="xs">The audit time as entered above; it is worked out anew whenever you leave a field.</Text>
      {query.data && <Receipt receipt={query.data} />}
      <Problem error={query.error} />
    </div>
  );
}
