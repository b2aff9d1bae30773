import { getRouteApi } from "@tanstack/react-router";
import { $api } from "../../api/client";
import { useIs } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { formatWord } from "../../ui/format";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { AuditTable } from "../audits/AuditTable";
import { History } from "../ledger/History";
import { About } from "./About";
import { AbsenceHits } from "../planning/AbsenceHits";
import { Absences } from "./Absences";
import { Authorisations } from "./Authorisations";
import { Declarations } from "./Declarations";
import { Interests } from "./Interests";
import { NewAuthorisation } from "./NewAuthorisation";
import { Workload } from "./Workload";
import { Observations } from "./Observations";

const route = getRouteApi("/inside/auditors/$id");

/** One auditor: what they may do, when they are away, what bears on impartiality, where they are booked. */
export function AuditorPage() {
  const { id } = route.useParams();
  const query = $api.useQuery("get", "/api/v1/auditors/{id}", { params: { path: { id } } });
  const audits = $api.useQuery("get", "/api/v1/audits", { params: { query: { auditor: id, sort: "-dates", size: 50 } } });
  const planner = useIs("planner", "admin");
  const staff = useIs("planner", "admin", "reviewer");
  return (
    <Loaded query={query} what="the auditor">
      {(d) => (
        <Page title={d.auditor.name} lead={`${d.auditor.no} · ${formatWord(d.auditor.employment)} · ${d.auditor.home_city}`}>
          <Section title="Audits"><AuditTable label="Audits" query={audits} state={{}} empty={<EmptyState title="Not booked">No audit has this person in its team.</EmptyState>} /></Section>
          <Workload auditor={d.auditor.id} />
          <Authorisations rows={d.authorisations}>{planner && <NewAuthorisation auditor={d.auditor.id} />}</Authorisations>
          {planner && <Absences auditor={d.auditor.id} rows={d.absences} />}
          {planner && <AbsenceHits person={d.auditor.id} />}
          <Interests auditor={d.auditor.id} rows={d.interests} />
          <Declarations detail={d} />
          {staff && <Observations auditor={d.auditor.id} rows={d.observations} />}
          <About auditor={d.auditor} />
          <History kind="auditor" object={d.auditor.id} />
        </Page>
      )}
    </Loaded>
  );
}
