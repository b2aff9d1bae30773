import { Button, NativeSelect, Paper, SimpleGrid, Text, Textarea, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { DataTable, type Column } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { Choice, FilterBar } from "../../ui/FilterBar";
import { Form, optional, text } from "../../ui/Form";
import { formatDate, formatWord } from "../../ui/format";
import { WarnIcon } from "../../ui/icons";
import { Page } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { ClientPicker } from "../clients/ClientPicker";
import { DeclarationsDue } from "./DeclarationsDue";

const route = getRouteApi("/inside/risks");

type Risk = Shape<"Risk">;
type Input = Shape<"RiskInput">;

const THREATS: Input["threat"][] = ["self_interest", "self_review", "familiarity", "intimidation"];
const LEVELS: Input["level"][] = ["low", "medium", "high"];

/** The register of threats to impartiality, each with the day somebody looks at it again. */
export function Risks() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (c: Partial<typeof search>) => void navigate({ search: (s) => ({ ...s, page: undefined, ...c }), replace: true });
  const [edit, setEdit] = useState<Risk | "new" | null>(null);
  const query = $api.useQuery("get", "/api/v1/risks", { params: { query: { ...search, state: search.state as "open" | undefined } } });
  const columns: Column<Risk>[] = [
    { head: "No", cell: (r) => r.no },
    { head: "Threat", cell: (r) => <>{formatWord(r.threat)}: {r.subject}</> },
    { head: "About", cell: (r) => [r.client_name, r.person_name].filter(Boolean).join(", ") || "the body" },
    { head: "Level", cell: (r) => r.level },
    { head: "Safeguards", cell: (r) => r.safeguards },
    { head: "Owner", cell: (r) => r.owner },
    { head: "Review", cell: (r) => <Review risk={r} /> },
    { head: "Change", cell: (r) => <Button variant="default" size="compact-xs" onClick={() => setEdit(r)} aria-label={`Review ${r.no}`}>Review</Button> },
  ];
  return (
    <Page title="Threats to impartiality" lead="What might sway an audit or a decision, and what is done about it. Each is looked at once a year at least (ISO/IEC 17021-1 5.2.3)." actions={edit === null && <Button onClick={() => setEdit("new")}>New threat</Button>}>
      {edit !== null && <Paper maw={900}><RiskForm key={edit === "new" ? "new" : edit.id} risk={edit === "new" ? undefined : edit} onDone={() => setEdit(null)} /></Paper>}
      <FilterBar q={search.q} onQ={(q) => change({ q })} placeholder="Words, client or person">
        <Choice label="State" value={search.state} options={[{ value: "open", label: "open" }, { value: "closed", label: "closed" }]} onChange={(state) => change({ state })} />
      </FilterBar>
      <DataTable
        label="Threats" columns={columns} rows={query.data?.rows} total={query.data?.total} rowKey={(r) => r.id} state={search} onState={change}
        error={query.error} onRetry={() => void query.refetch()} empty={<EmptyState title="None on record">A body without any threat has not looked yet: begin with what auditors declared.</EmptyState>}
      />
      <DeclarationsDue />
    </Page>
  );
}

function Review({ risk: r }: { risk: Risk }) {
  if (r.state === "closed") return <>closed {formatDate(r.reviewed_on)}</>;
  return r.late ? <Text span c="red" fw={600}><WarnIcon /> {formatDate(r.review_due)}, overdue</Text> : <>{formatDate(r.review_due)}</>;
}

function RiskForm({ risk: r, onDone }: { risk?: Risk; onDone: () => void }) {
  const add = $api.useMutation("post", "/api/v1/risks", { onSuccess: onDone });
  const review = $api.useMutation("put", "/api/v1/risks/{id}", { onSuccess: onDone });
  const people = $api.useQuery("get", "/api/v1/auditors");
  const error = add.error ?? review.error;
  const wrong = fieldErrors(error);
  const save = (f: FormData) => {
    const body = readRisk(f);
    if (r) review.mutate({ params: { path: { id: r.id }, header: seen(r.version) }, body });
    else add.mutate({ body });
  };
  return (
    <Form
      label={r ? `Review ${r.no}` : "New threat"} submit={r ? "Keep the review" : "Enter it"} pending={add.isPending || review.isPending} error={error} onSubmit={save}
      aside={<Button variant="default" onClick={onDone}>Leave it</Button>}
    >
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        <NativeSelect name="threat" label="Threat" defaultValue={r?.threat} data={THREATS.map((t) => ({ value: t, label: formatWord(t) }))} />
        <NativeSelect name="level" label="Level, with its safeguards" defaultValue={r?.level} data={LEVELS} />
        <TextInput name="owner" label="Who answers for it" defaultValue={r?.owner} error={wrong.owner} required />
        <ClientPicker name="client_id" label="Client" error={wrong.client_id} chosen={r?.client_id ? { id: r.client_id, name: r.client_name ?? r.client_id } : undefined} />
        <NativeSelect name="person_id" label="Auditor" defaultValue={r?.person_id} error={wrong.person_id} data={[{ value: "", label: "None" }, ...(people.data ?? []).map((p) => ({ value: p.id, label: p.name }))]} />
        <TextInput type="date" name="review_due" label="Look at it again on" defaultValue={r?.review_due} error={wrong.review_due} />
      </SimpleGrid>
      <TextInput name="subject" label="What the threat is" defaultValue={r?.subject} error={wrong.subject} required />
      <Textarea name="safeguards" label="What is done about it" defaultValue={r?.safeguards} error={wrong.safeguards} required autosize minRows={2} />
      {r && <TextInput name="note" label="What the review found" />}
      {r && <NativeSelect name="state" label="State" description="A closed one has no day to be looked at again" defaultValue={r.state} error={wrong.state} data={["open", "closed"]} />}
    </Form>
  );
}

function readRisk(f: FormData): Input {
  return {
    threat: text(f, "threat") as Input["threat"], level: text(f, "level") as Input["level"], owner: text(f, "owner"), subject: text(f, "subject"), safeguards: text(f, "safeguards"),
    client_id: optional(f, "client_id"), person_id: optional(f, "person_id"), review_due: optional(f, "review_due"), note: optional(f, "note"), state: optional(f, "state") as Input["state"],
  };
}
