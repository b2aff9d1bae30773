import { Button, Paper } from "@mantine/core";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { Fact, Facts } from "../../ui/Facts";
import { Form } from "../../ui/Form";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { languageName } from "../../ui/names";
import { AuditorFields, readAuditor } from "./AuditorFields";

/** The facts of an auditor; a planner changes them here. */
export function About({ auditor: a }: { auditor: Shape<"Auditor"> }) {
  const planner = useIs("planner", "admin");
  const [edit, setEdit] = useState(false);
  const change = $api.useMutation("put", "/api/v1/auditors/{id}", { onSuccess: () => setEdit(false) });
  return (
    <Section title="Facts" aside={planner && !edit && <Button variant="default" size="xs" onClick={() => setEdit(true)}>Change</Button>}>
      {edit
        ? (
          <Paper maw={900}>
            <Form
              label={`Change ${a.name}`} submit="Keep the change" pending={change.isPending} error={change.error} aside={<Button variant="default" onClick={() => setEdit(false)}>Leave it</Button>}
              onSubmit={(f) => change.mutate({ params: { path: { id: a.id }, header: seen(a.version) }, body: readAuditor(f, a) })}
            >
              <AuditorFields auditor={a} wrong={fieldErrors(change.error)} />
            </Form>
          </Paper>
        )
        : (
          <Facts>
            <Fact name="E-mail"><a href={`mailto:${a.email}`}>{a.email}</a></Fact>
            <Fact name="Languages">{a.languages.map(languageName).join(", ")}</Fact>
            <Fact name="Days a week">{a.days_per_week}</Fact>
            <Fact name="Holidays of">{a.holiday_calendar}</Fact>
            <Fact name="Time zone">{a.time_zone}</Fact>
            <Fact name="Day rate">{a.day_rate ? `${a.day_rate} €` : undefined}</Fact>
            <Fact name="State">{a.active ? "active" : "not active"}</Fact>
          </Facts>
        )}
    </Section>
  );
}
