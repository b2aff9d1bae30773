import { Text } from "@mantine/core";
import { $api, type Shape } from "../../api/client";
import { FindingList } from "../../ui/FindingList";
import { formatDate, formatNumber, formatWord } from "../../ui/format";
import { CrossIcon, TickIcon } from "../../ui/icons";
import { ButtonLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Page";
import classes from "./Planning.module.css";

/** Why one audit is where the plan has it: what it costs by term, who else could go, and what stands against the others. */
export function Explanation({ id, audit }: { id: string; audit: string }) {
  const query = $api.useQuery("get", "/api/v1/planning/runs/{id}/explanation", { params: { path: { id }, query: { audit } } });
  return (
    <Loaded query={query} what="the explanation">
      {(x) => (
        <Section title={`Why ${x.title}`} aside={<ButtonLink to="/planning/$id" params={{ id }} variant="default" size="xs">Close</ButtonLink>}>
          <Text>
            {x.planned ? `It begins on ${formatDate(x.start)} ${x.half} and costs ${formatNumber(x.cost.euro)} €` : "It has no place"}
            {x.planned && x.cost.terms.length > 0 && ` (${terms(x.cost)})`}.
          </Text>
          {x.fixed.map((f) => <Text key={f}>Fixed: {f}.</Text>)}
          {x.why.length > 0 && <ul>{x.why.map((w) => <li key={w}>{w}</li>)}{x.would_fit.map((w) => <li key={w}><b>It would fit with:</b> {w}</li>)}</ul>}
          {x.positions.map((p) => (
            <div key={p.id}>
              <Text fw={600}>{formatWord(p.role)}{p.holder && `: ${p.holder}`}</Text>
              <People people={p.people.filter((k) => k.name !== p.holder)} />
            </div>
          ))}
          <Options title="Other days, the same team" rows={x.dates} />
          <Options title="Other teams, the same days" rows={x.teams} />
          <Options title="Other days with their cheapest team" rows={x.others} />
        </Section>
      )}
    </Loaded>
  );
}

/** So many who could not are shown one by one; more are folded under what stands against them. */
const few = 8;

/** Who could, and who could not: those first whom a change would turn into a yes. */
function People({ people }: { people: Shape<"PlanPerson">[] }) {
  const could = people.filter((k) => k.possible);
  const not = people.filter((k) => !k.possible).sort((a, b) => Number(!a.smallest) - Number(!b.smallest));
  const rows = not.map((k) => <Person key={k.no} person={k} />);
  return (
    <>
      {could.map((k) => <Person key={k.no} person={k} />)}
      {not.length <= few ? rows : (
        <details className={classes.person}>
          <summary>{not.length} could not: <Text span c="dimmed" fz="sm">{counts(not)}</Text></summary>
          {rows}
        </details>
      )}
    </>
  );
}

/** How many each rule stands against, the most first. */
function counts(people: Shape<"PlanPerson">[]): string {
  const by = new Map<string, number>();
  for (const k of people) for (const rule of new Set(k.against.map((f) => f.rule))) by.set(rule, (by.get(rule) ?? 0) + 1);
  return [...by].sort((a, b) => b[1] - a[1]).map(([rule, n]) => `${rule} ${n}`).join(", ");
}

function Person({ person: k }: { person: Shape<"PlanPerson"> }) {
  if (k.possible) {
    return <div className={classes.person}><span className={classes.yes}><TickIcon /> could</span> <b>{k.name}</b> {signed(k.effect)}</div>;
  }
  return (
    <details className={classes.person}>
      <summary><span className={classes.no}><CrossIcon /> could not</span> <b>{k.name}</b> <Text span c="dimmed" fz="sm">{k.against.map((f) => f.rule).join(", ")}</Text></summary>
      <FindingList findings={k.against} />
      {k.smallest && <Text><b>It becomes a yes:</b> {k.smallest}</Text>}
    </details>
  );
}

function Options({ title, rows }: { title: string; rows: Shape<"PlanOption">[] }) {
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>{title} ({rows.length})</summary>
      <ul>
        {rows.map((o, i) => <li key={`${o.start}${o.half}${i}`}>{formatDate(o.start)} {o.half}, {o.team.map((s) => s.name).join(", ")}: {signed(o.effect)}</li>)}
      </ul>
    </details>
  );
}

function terms(c: Shape<"PlanCost">): string {
  return c.terms.map((t) => `${formatWord(t.term).toLowerCase()} ${formatNumber(t.euro)}`).join(", ");
}

/** A difference in euro, by term. */
function signed(c: Shape<"PlanCost">): string {
  const sign = c.euro > 0 ? "+" : c.euro < 0 ? "−" : "±";
  return `${sign}${formatNumber(Math.abs(c.euro))} €${c.terms.length > 0 ? ` (${terms(c)})` : ""}`;
}
