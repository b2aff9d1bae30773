import { Checkbox, Group, NativeSelect, Paper, SimpleGrid, Text, TextInput, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { $api, type Shape } from "../../api/client";
import { useMe } from "../../app/session";
import { DataTable, type Column } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { Form, number, optional, text } from "../../ui/Form";
import { formatDate, formatInstant, formatNumber } from "../../ui/format";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Page, Section } from "../../ui/Page";
import { asProblem } from "../../ui/problem";
import { AbsenceHits } from "./AbsenceHits";
import { gapOf } from "./Curve";
import { OpenPlans, planFor, STATES } from "./OpenPlans";
import { daysAfter, NAMED, periodOf, type Named } from "./period";
import { isClaimed, Refusal } from "./Refusal";

const route = getRouteApi("/inside/planning");

const COLUMNS: Column<Shape<"PlanRun">>[] = [
  { head: "Begun", sort: "created", cell: (r) => <TextLink to="/planning/$id" params={{ id: r.id }}>{formatInstant(r.created_at)}</TextLink> },
  { head: "For", cell: planFor },
  { head: "By", cell: (r) => r.started_by },
  { head: "State", cell: (r) => STATES[r.state] },
  { head: "Cost", right: true, cell: (r) => (r.state === "done" ? `${formatNumber(r.cost)} €` : "") },
  { head: "Above the best at most", right: true, cell: (r) => (r.state === "done" ? gapOf(r) : "") },
  { head: "Left out", right: true, cell: (r) => (r.state === "done" ? r.left_out : "") },
];

/** The planner's desk: plan a period, answer an absence, and what was searched for before. */
export function Planning() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = $api.useQuery("get", "/api/v1/planning/runs", { params: { query: search } });
  return (
    <Page title="Planning" lead="Dates and teams for many audits at once. A plan is a proposal: nothing is booked until you accept it." actions={<ButtonLink to="/planning/prices" variant="default">Prices</ButtonLink>}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <PlanPeriod />
        <Away />
      </SimpleGrid>
      <OpenPlans />
      <AbsenceHits />
      <Section title="Searches so far">
        <DataTable
          label="Searches" columns={COLUMNS} rows={query.data?.rows} total={query.data?.total} rowKey={(r) => r.id}
          state={search} onState={(c) => void navigate({ search: (s) => ({ ...s, ...c }), replace: true })} error={query.error} onRetry={() => void query.refetch()}
          empty={<EmptyState title="None yet">Begin with this quarter and half a minute: you see every audit with dates and team, and what has no place, with the reasons.</EmptyState>}
        />
      </Section>
    </Page>
  );
}

function PlanPeriod() {
  const today = useMe().today;
  const navigate = useNavigate();
  const [named, setNamed] = useState("next quarter");
  const notice = $api.useQuery("get", "/api/v1/planning/prices").data?.notice;
  const start = $api.useMutation("post", "/api/v1/planning/runs", { onSuccess: (r) => navigate({ to: "/planning/$id", params: { id: r.id } }) });
  const asked = start.variables ?? { body: {} };
  const submit = (data: FormData) => {
    const period = named === "days" ? { from: optional(data, "from"), to: optional(data, "to") } : periodOf(named as Named, today);
    start.mutate({ body: { ...period, seconds: number(data, "seconds"), keep: text(data, "keep") as Shape<"PlanAsked">["keep"], urgent: data.has("urgent") } });
  };
  return (
    <Paper>
      <Title order={2} mb="xs">Plan a period</Title>
      <Form label="Plan a period" submit="Search for a plan" pending={start.isPending} error={isClaimed(start.error) ? undefined : start.error} onSubmit={submit}>
        <NativeSelect name="period" label="What is due in" value={named} onChange={(e) => setNamed(e.currentTarget.value)} data={[...NAMED.map((n) => ({ value: n, label: n })), { value: "days", label: "the days below" }]} />
        {named === "days" && (
          <Group grow>
            <TextInput type="date" name="from" label="From" />
            <TextInput type="date" name="to" label="To" />
          </Group>
        )}
        <Group grow align="flex-end">
          <NativeSelect name="seconds" label="Search for" defaultValue="30" data={[["10", "10 seconds"], ["30", "half a minute"], ["120", "2 minutes"], ["600", "10 minutes"], ["3600", "an hour"]].map(([value, label]) => ({ value, label }))} />
          <NativeSelect
            name="keep" label="What stays" defaultValue="confirmed"
            data={[{ value: "booked", label: "every booking" }, { value: "confirmed", label: "what is confirmed" }, { value: "begun", label: "only what has begun" }]}
          />
        </Group>
        {notice !== undefined && notice > 1 && (
          <Checkbox name="urgent" label="Urgent: starts from tomorrow on" description={`Otherwise nothing is proposed to begin before ${formatDate(daysAfter(today, notice))}: clients have ${notice} days' notice.`} />
        )}
        <Text c="dimmed" fz="sm">It can be stopped at any time; the best plan so far is kept.</Text>
        {isClaimed(start.error) && <Refusal error={start.error} onFree={() => start.mutate(asked)} onRest={asked.body.rest ? undefined : () => start.mutate({ body: { ...asked.body, rest: true } })} />}
      </Form>
    </Paper>
  );
}

function Away() {
  const navigate = useNavigate();
  const auditors = $api.useQuery("get", "/api/v1/auditors");
  const client = useQueryClient();
  const repair = $api.useMutation("post", "/api/v1/planning/repairs", {
    onSuccess: (r) => navigate({ to: "/planning/$id", params: { id: r.id } }),
    onError: () => client.invalidateQueries({ queryKey: ["get", "/api/v1/planning/absences"] }), // the absence may have been kept
  });
  const kept = (asProblem(repair.error).fields ?? []).find((f) => f.field === "absence")?.message;
  return (
    <Paper>
      <Title order={2} mb="xs">Somebody is away</Title>
      <Form
        label="Somebody is away" submit="Keep it and show a repair" pending={repair.isPending} error={isClaimed(repair.error) ? undefined : repair.error}
        onSubmit={(data) => repair.mutate({ body: { person_id: text(data, "person_id"), from: text(data, "from"), to: text(data, "to"), why: optional(data, "why") } })}
      >
        <NativeSelect name="person_id" label="Auditor" required data={[{ value: "", label: "Choose" }, ...(auditors.data ?? []).map((a) => ({ value: a.id, label: a.name }))]} />
        <Group grow>
          <TextInput type="date" name="from" label="First day" required />
          <TextInput type="date" name="to" label="Last day" required />
        </Group>
        <NativeSelect name="why" label="Why (only they and the staff see it)" data={["sick", "leave", "training", "other"]} />
        {isClaimed(repair.error) && <Refusal error={repair.error} onFree={() => repair.mutate({ body: { absence_id: kept } })} />}
        <Text c="dimmed" fz="sm">The absence is kept. Then you see who else could go to the audits it hits, or on which other days.</Text>
      </Form>
    </Paper>
  );
}
