import { Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { $api } from "../../api/client";
import { TextLink } from "../../ui/Link";
import { Problem } from "../../ui/Problem";
import { asProblem, type ProblemBody } from "../../ui/problem";
import { planFor } from "./OpenPlans";

/** Tells a refusal for the sake of other open plans from all others. */
export function isClaimed(error: unknown): boolean {
  return Boolean(error) && asProblem(error).code === "plan_claimed";
}

/** A refusal of the planner's desk. Where another open plan has the audits it leads there, and a proposal may be dismissed at once to go on; onRest goes on without those audits. */
export function Refusal({ error, ...ways }: { error: unknown } & Ways) {
  if (!isClaimed(error)) return <Problem error={error} />;
  return <Claimed problem={asProblem(error)} {...ways} />;
}

interface Ways {
  onFree: () => void;
  onRest?: () => void;
}

function Claimed({ problem, onFree, onRest }: { problem: ProblemBody } & Ways) {
  const client = useQueryClient();
  const open = $api.useQuery("get", "/api/v1/planning/open");
  const dismiss = $api.useMutation("post", "/api/v1/planning/runs/{id}/dismissal");
  const ids = (problem.fields ?? []).filter((f) => f.field === "run").map((f) => f.message);
  const runs = (open.data ?? []).map((o) => o.run).filter((r) => ids.includes(r.id));
  const goOn = async () => {
    for (const r of runs) await dismiss.mutateAsync({ params: { path: { id: r.id } } });
    onFree();
    await client.invalidateQueries();
  };
  const them = ids.length === 1 ? "it" : "them";
  return (
    <>
      <Problem error={{ ...problem, fields: undefined }} />
      <Problem error={dismiss.error} />
      <Group gap="sm">
        {runs.map((r) => <TextLink key={r.id} to="/planning/$id" params={{ id: r.id }}>{r.state === "done" ? "Proposal" : "Search"}: {planFor(r)}</TextLink>)}
        {runs.length > 0 && runs.every((r) => r.state === "done") && <Button size="xs" variant="default" loading={dismiss.isPending} onClick={() => void goOn()}>Dismiss {them} and go on</Button>}
        {onRest && <Button size="xs" variant="default" onClick={onRest}>Plan the rest</Button>}
      </Group>
    </>
  );
}
