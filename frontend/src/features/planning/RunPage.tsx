import { Button, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { Fact, Facts } from "../../ui/Facts";
import { count, formatInstant, formatNumber, formatSpan } from "../../ui/format";
import { ButtonLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { Curve, gapOf } from "./Curve";
import { Explanation } from "./Explanation";
import { RunPrices } from "./Prices";
import { Proposal } from "./Proposal";
import { Refusal } from "./Refusal";
import { Undo } from "./Undo";
import { ended, useRun } from "./useRun";

const route = getRouteApi("/inside/planning/$id");

/** One search: its falling curve while it goes on, its proposal once it has ended. */
export function RunPage() {
  const { id } = route.useParams();
  const { audit, undo } = route.useSearch();
  const { query, run, points } = useRun(id);
  return (
    <Loaded query={query} what="the search">
      {(begun) => {
        const r = run ?? begun;
        return (
          <Page
            title={r.away ? `${r.away.name} is away ${formatSpan(r.away.from, r.away.to)}` : `Plan of what is due ${formatSpan(r.from, r.to)}`}
            lead={`Begun ${formatInstant(r.created_at)} by ${r.started_by}`} actions={<Steps run={r} />}
          >
            {r.state === "done" && undo && <Undo id={id} nth={Number(undo)} />}
            <Progress run={r} points={points} />
            {r.state === "done" && audit && <Explanation id={id} audit={audit} />}
            {r.state === "done" && <Proposal id={id} repair={r.kind === "repair" ? r : undefined} />}
          </Page>
        );
      }}
    </Loaded>
  );
}

function Steps({ run }: { run: Shape<"PlanRun"> }) {
  const client = useQueryClient();
  const again = { onSuccess: () => client.invalidateQueries() };
  const stop = $api.useMutation("post", "/api/v1/planning/runs/{id}/stop", again);
  const cancel = $api.useMutation("post", "/api/v1/planning/runs/{id}/cancel", again);
  const improve = $api.useMutation("post", "/api/v1/planning/runs/{id}/improvement", again);
  const path = { params: { path: { id: run.id } } };
  if (!ended(run.state)) {
    return (
      <>
        <Button loading={stop.isPending || run.stop} onClick={() => stop.mutate(path)}>Stop and keep</Button>
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(path)}>Cancel</Button>
        <Problem error={stop.error ?? cancel.error} />
      </>
    );
  }
  return (
    <>
      {run.kind === "repair" && run.state === "done" && <Button variant="default" loading={improve.isPending} onClick={() => improve.mutate(path)}>Look 5 seconds for a better one</Button>}
      <ButtonLink to="/planning" variant="default">Another search</ButtonLink>
      <Refusal error={improve.error} onFree={() => improve.mutate(path)} />
    </>
  );
}

function Progress({ run, points }: { run: Shape<"PlanRun">; points: Shape<"PlanPoint">[] }) {
  const last = points.length > 0 ? points[points.length - 1] : undefined;
  const now = run.state === "done" ? run : last;
  return (
    <Section title={TITLES[run.state]}>
      {run.problem && <Text>{run.problem}</Text>}
      {run.begun > 1 && <Text>Its worker stopped; another went on from the best plan so far ({run.begun} beginnings).</Text>}
      {now && (
        <div role="status" aria-live="off">
          <Facts>
            <Fact name="Cost">{formatNumber(now.cost)} €</Fact>
            <Fact name="No plan is cheaper than">{now.bound > 0 ? `${formatNumber(now.bound)} €` : undefined}</Fact>
            <Fact name="Above the best plan at most">{gapOf(now)}</Fact>
            <Fact name="Left out">{formatNumber(now.left_out)}</Fact>
            <Fact name="Seconds">{last ? (last.ms / 1000).toFixed(1) : undefined}</Fact>
            <Fact name="Seed">{run.seed}</Fact>
            <Fact name="Shortest notice">{run.notice ? count(run.notice, "day") : undefined}</Fact>
          </Facts>
        </div>
      )}
      {run.state === "waiting" && <Text>A worker takes it within a second or two.</Text>}
      <Curve points={points} />
      <RunPrices id={run.id} hash={run.prices} />
      {run.notes.length > 0 && (
        <details>
          <summary>What to know of it: {count(run.notes.length, "note")}</summary>
          <ul>{run.notes.map((n) => <li key={n}>{n}</li>)}</ul>
        </details>
      )}
    </Section>
  );
}

const TITLES: Record<Shape<"PlanRun">["state"], string> = {
  waiting: "Waits for a worker", running: "Searching", done: "The plan", cancelled: "Cancelled: nothing was kept", failed: "The search failed",
};
