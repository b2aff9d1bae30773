import { Button, Group, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { $api } from "../../api/client";
import { count, formatSpan } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";
import { Refusal } from "./Refusal";

/** Absences that take people from audits they are booked for, of one person or of all, each with its repair. Nothing while there are none. */
export function AbsenceHits({ person }: { person?: string }) {
  const navigate = useNavigate();
  const query = $api.useQuery("get", "/api/v1/planning/absences");
  const repair = $api.useMutation("post", "/api/v1/planning/repairs", { onSuccess: (r) => navigate({ to: "/planning/$id", params: { id: r.id } }) });
  return (
    <Loaded query={query} what="the absences">
      {(all) => {
        const rows = all.filter((h) => !person || h.person_id === person);
        if (rows.length === 0) return null;
        return (
          <Section title={`${count(rows.length, "absence")} ${rows.length === 1 ? "hits" : "hit"} what is booked`}>
            <Refusal error={repair.error} onFree={() => repair.variables && repair.mutate(repair.variables)} />
            {rows.map((h) => (
              <div key={h.absence_id} data-absence={h.absence_id}>
                <Group gap="sm">
                  <Text fw={600}>{h.name} is away {formatSpan(h.from, h.to)}: {count(h.audits.length, "audit")}</Text>
                  <Button
                    variant="default" size="xs" loading={repair.isPending && repair.variables.body.absence_id === h.absence_id} aria-label={`Show a repair for ${h.name}, ${formatSpan(h.from, h.to)}`}
                    onClick={() => repair.mutate({ body: { absence_id: h.absence_id } })}
                  >
                    Show a repair
                  </Button>
                </Group>
                <ul>
                  {h.audits.map((a) => <li key={a.audit_id}><TextLink to="/audits/$id" params={{ id: a.audit_id }}>{a.title} of {a.client}</TextLink> ({a.no}), {formatSpan(a.from, a.to)}</li>)}
                </ul>
              </div>
            ))}
          </Section>
        );
      }}
    </Loaded>
  );
}
