import { Checkbox, NativeSelect, NumberInput, SimpleGrid, TextInput } from "@mantine/core";
import type { Shape } from "../../api/client";
import { list, number, optional, text } from "../../ui/Form";
import { LanguagesSelect } from "../../ui/NameSelect";

/** The fields of an auditor, empty or filled. */
export function AuditorFields({ auditor: a, wrong }: { auditor?: Shape<"Auditor">; wrong: Record<string, string> }) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        <TextInput name="name" label="Name" defaultValue={a?.name} error={wrong.name} required />
        <TextInput name="email" type="email" label="E-mail" defaultValue={a?.email} error={wrong.email} required />
        <NativeSelect name="employment" label="Employment" defaultValue={a?.employment} data={["staff", "contract"]} error={wrong.employment} />
        <TextInput name="home_city" label="Home" defaultValue={a?.home_city} error={wrong.home_city} />
        <TextInput name="home_lat" label="Latitude" inputMode="decimal" defaultValue={a?.home_lat} error={wrong.home_lat} />
        <TextInput name="home_lon" label="Longitude" inputMode="decimal" defaultValue={a?.home_lon} error={wrong.home_lon} />
        <TextInput name="time_zone" label="Time zone" description="Such as Europe/Berlin" defaultValue={a?.time_zone} error={wrong.time_zone} required />
        <TextInput name="holiday_calendar" label="Holidays of" description="DE, or a region such as DE-BY" defaultValue={a?.holiday_calendar} error={wrong.holiday_calendar} maxLength={6} />
        <LanguagesSelect name="languages" values={a?.languages} error={wrong.languages} />
        <NumberInput name="days_per_week" label="Days a week" defaultValue={a?.days_per_week ?? 5} min={1} max={7} allowDecimal={false} error={wrong.days_per_week} />
        <NumberInput name="day_rate" label="Day rate in euro" description="0 for staff" defaultValue={a?.day_rate ?? 0} min={0} allowDecimal={false} error={wrong.day_rate_eur} />
      </SimpleGrid>
      {a && <Checkbox name="active" label="Works for us: may be booked" description="Without it the person's calendar addresses end" defaultChecked={a.active} />}
    </>
  );
}

/** What was entered, as the API takes it. */
export function readAuditor(f: FormData, was?: Shape<"Auditor">): Shape<"AuditorInput"> {
  return {
    no: was?.no, name: text(f, "name"), email: text(f, "email"), employment: text(f, "employment") === "contract" ? "contract" : "staff",
    home_city: optional(f, "home_city"), home_lat: number(f, "home_lat"), home_lon: number(f, "home_lon"), time_zone: text(f, "time_zone"),
    holiday_calendar: optional(f, "holiday_calendar"), languages: list(f, "languages"), days_per_week: number(f, "days_per_week"),
    day_rate: number(f, "day_rate"), active: was ? f.get("active") === "on" : true,
  };
}
