import { Badge, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { useIs, useMe } from "../../app/session";
import { DataTable, type Column } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { Choice, FilterBar } from "../../ui/FilterBar";
import { count, formatDate, formatDistance, formatWord } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Page, Section } from "../../ui/Page";
import { Standard } from "../schemes/Standard";

const route = getRouteApi("/inside/files");

type File = Shape<"DecisionFile">;

/** The reviewer's home: the files they may decide, by due date, and how many others there are and why. */
export function Files() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (c: Partial<typeof search>) => void navigate({ search: (s) => ({ ...s, page: undefined, ...c }), replace: true });
  const reviewer = useIs("reviewer");
  const mine = reviewer && search.all !== "true";
  const state = (search.state ?? "open") as "open" | "decided";
  const query = $api.useQuery("get", "/api/v1/decision-files", { params: { query: { q: search.q, sort: search.sort ?? "due_on", page: search.page, state, mine: mine || undefined } } });
  const today = useMe().today;
  return (
    <Page title="Decision files" lead={mine ? "Files you may decide, now or once they are complete" : "All files"}>
      <FilterBar q={search.q} onQ={(q) => change({ q })} placeholder="Client or number">
        <Choice label="State" value={state === "open" ? undefined : state} unchosen="Open" options={[{ value: "decided", label: "Decided" }]} onChange={(s) => change({ state: s })} />
        {reviewer && <Choice label="Whose" value={search.all} unchosen="I may decide" options={[{ value: "true", label: "Everybody's" }]} onChange={(all) => change({ all })} />}
      </FilterBar>
      <DataTable
        label="Decision files" columns={columns(today)} rows={query.data?.rows} total={query.data?.total} rowKey={(f) => f.id} state={{ ...search, sort: search.sort ?? "due_on" }} onState={change}
        error={query.error} onRetry={() => void query.refetch()}
        empty={<EmptyState title={mine ? "No file waits for you" : "No file here"}>A file opens by itself when the report of an audit a decision rests on is issued.</EmptyState>}
      />
      {query.data && query.data.not_mine.length > 0 && <NotMine groups={query.data.not_mine} />}
    </Page>
  );
}

function columns(today: string): Column<File>[] {
  return [
    { head: "File", sort: "no", cell: (f) => <TextLink to="/files/$id" params={{ id: f.id }}>{f.no}</TextLink> },
    { head: "Client", sort: "client", cell: (f) => <>{f.client_name} <small>{f.client_no}</small></> },
    { head: "Standard", cell: (f) => <Standard id={f.scheme_id} /> },
    { head: "About", cell: (f) => formatWord(f.kind) },
    { head: "Gate", cell: (f) => `${f.met} of ${f.of} met` },
    { head: "Due", sort: "due_on", cell: (f) => (f.due_on ? <>{formatDate(f.due_on)} <small>{formatDistance(f.due_on, today)}</small></> : "no day fixed") },
    { head: "State", cell: (f) => <Badge>{standing(f)}</Badge> },
  ];
}

/** Whether the reader may decide, and whether the file is ready for it. */
function standing(f: File): string {
  if (f.state !== "open") return formatWord(f.state).toLowerCase();
  if (!f.may_decide) return "not yours to decide";
  return f.met === f.of ? "you may decide" : "yours once complete";
}

function NotMine({ groups }: { groups: Shape<"DecisionFilePage">["not_mine"] }) {
  return (
    <Section title="Open files you may not decide">
      {groups.map((g) => <Text key={g.rule}>{count(g.count, "file")}: {g.text} <a href={`/rules#${g.rule}`}>{g.rule}</a></Text>)}
    </Section>
  );
}
