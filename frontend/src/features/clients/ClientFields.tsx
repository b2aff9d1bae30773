import { Checkbox, SimpleGrid, TextInput } from "@mantine/core";
import type { Shape } from "../../api/client";
import { optional, text } from "../../ui/Form";
import { CountrySelect, LanguageSelect } from "../../ui/NameSelect";

/** The fields of a client, empty or filled. */
export function ClientFields({ client: c, wrong }: { client?: Shape<"Client">; wrong: Record<string, string> }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <TextInput name="legal_name" label="Legal name" defaultValue={c?.legal_name} error={wrong.legal_name} required maxLength={300} />
      <TextInput name="trading_name" label="Trading name" defaultValue={c?.trading_name} error={wrong.trading_name} />
      <CountrySelect name="country" value={c?.country} error={wrong.country} required />
      <TextInput name="vat_no" label="VAT number" description="If it has one" defaultValue={c?.vat_no} error={wrong.vat_no} />
      <TextInput name="contact_name" label="Contact" defaultValue={c?.contact_name} error={wrong.contact_name} required />
      <TextInput name="contact_email" type="email" label="Contact's e-mail" defaultValue={c?.contact_email} error={wrong.contact_email} required />
      <LanguageSelect name="language" value={c?.language} error={wrong.language} />
      <Checkbox name="register_consent" label="May be shown in public registers" defaultChecked={c?.register_consent} mt={{ sm: 40 }} />
    </SimpleGrid>
  );
}

/** What was entered, as the API takes it. */
export function readClient(f: FormData): Shape<"ClientInput"> {
  return {
    legal_name: text(f, "legal_name"), trading_name: optional(f, "trading_name"), country: text(f, "country").toUpperCase(), vat_no: optional(f, "vat_no"),
    contact_name: text(f, "contact_name"), contact_email: text(f, "contact_email"), language: optional(f, "language"), register_consent: f.get("register_consent") === "on",
  };
}
