import { Checkbox, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, exportHref } from "../../api/client";
import { EmptyState } from "../../ui/EmptyState";
import { Choice, FilterBar } from "../../ui/FilterBar";
import { formatWord } from "../../ui/format";
import { Page } from "../../ui/Page";
import { useIs } from "../../app/session";
import { AuditTable } from "./AuditTable";

const route = getRouteApi("/inside/audits");

const options = (...words: string[]) => words.map((value) => ({ value, label: formatWord(value) }));
const STATES = options("owed", "in_progress", "reported", "concluded", "cancelled");
const DATES = options("open", "hold", "proposed", "confirmed");
const TYPES = options("stage1", "stage2", "surveillance", "recertification", "special");

/** All audits, filtered by what the address says. */
export function Audits() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (c: Partial<typeof search>) => void navigate({ search: (s) => ({ ...s, page: undefined, ...c }), replace: true });
  const inside = useIs("admin", "planner", "reviewer", "auditor"); // what is late or at risk is the body's own word
  const staff = useIs("admin", "planner", "reviewer");
  const query = $api.useQuery("get", "/api/v1/audits", { params: { query: toQuery(search) } });
  return (
    <Page title="Audits">
      <FilterBar q={search.q} onQ={(q) => change({ q })} placeholder="Client or number">
        <Choice label="State" value={search.state} options={STATES} onChange={(state) => change({ state })} />
        <Choice label="Dates" value={search.dates} options={DATES} onChange={(dates) => change({ dates })} />
        <Choice label="Type" value={search.type} options={TYPES} onChange={(type) => change({ type })} />
        {inside && <>
          <TextInput type="date" label="Due from" value={search.from ?? ""} onChange={(e) => change({ from: e.currentTarget.value || undefined })} />
          <TextInput type="date" label="Due to" value={search.to ?? ""} onChange={(e) => change({ to: e.currentTarget.value || undefined })} />
          <Checkbox label="Late" checked={search.late === "true"} onChange={(e) => change({ late: e.currentTarget.checked ? "true" : undefined })} mb={8} />
          <Checkbox label="At risk" checked={search.at_risk === "true"} onChange={(e) => change({ at_risk: e.currentTarget.checked ? "true" : undefined })} mb={8} />
          <Checkbox label="Unplanned" checked={search.unplanned === "true"} onChange={(e) => change({ unplanned: e.currentTarget.checked ? "true" : undefined })} mb={8} />
        </>}
      </FilterBar>
      <AuditTable
        label="Audits" query={query} state={search} onState={change}
        exportHref={staff ? exportHref("audits", { ...search }) : undefined}
        empty={<EmptyState title="No audit matches">Take a filter away. Audits come into being when a client accepts a contract, or by an import of certificates.</EmptyState>}
      />
    </Page>
  );
}

/** The address's part in the types of the contract. */
function toQuery(s: ReturnType<typeof route.useSearch>) {
  const flag = (v?: string) => (v === "true" ? true : undefined);
  return { ...s, late: flag(s.late), at_risk: flag(s.at_risk), unplanned: flag(s.unplanned), state: s.state as "owed", dates: s.dates as "open", type: s.type as "stage1" };
}
