import { getRouteApi } from "@tanstack/react-router";
import { $api } from "../../api/client";
import { Fact, Facts } from "../../ui/Facts";
import { formatDate, formatWord } from "../../ui/format";
import { History } from "../ledger/History";
import { TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { useStandard } from "../schemes/Standard";
import { Journey } from "./Journey";
import { CycleOf } from "./ProgrammeLine";

const route = getRouteApi("/inside/programmes/$id");

/** One certification cycle: its line, the way to the certificate, what hangs on it. */
export function ProgrammePage() {
  const { id } = route.useParams();
  const standard = useStandard();
  const query = $api.useQuery("get", "/api/v1/programmes/{id}", { params: { path: { id } } });
  return (
    <Loaded query={query} what="the programme">
      {(detail) => {
        const p = detail.programme;
        return (
          <Page title={`${detail.client_name}: ${standard(p.scheme_id)}`} lead={`Programme, cycle ${p.cycle}, ${formatWord(p.state).toLowerCase()}`}>
            <Section title="Cycle"><CycleOf detail={detail} table="open" /></Section>
            <Section title="The way to the certificate"><Journey steps={detail.journey} /></Section>
            <Section title="Facts">
              <Facts>
                <Fact name="Client"><TextLink to="/clients/$id" params={{ id: p.client_id }}>{detail.client_name}</TextLink></Fact>
                <Fact name="Contract"><TextLink to="/contracts/$id" params={{ id: p.contract_id }}>{p.contract_no ?? "Open the contract"}</TextLink></Fact>
                <Fact name="Certificate">
                  {detail.certificate && <TextLink to="/certificates/$id" params={{ id: detail.certificate.id }}>{detail.certificate.no}</TextLink>}
                </Fact>
                <Fact name="First decision">{p.original_decision && formatDate(p.original_decision)}</Fact>
                <Fact name="Decision of this cycle">{p.anchor ? formatDate(p.anchor) : "None yet: due dates are counted from it"}</Fact>
                <Fact name="Expiry">{p.expiry && formatDate(p.expiry)}</Fact>
              </Facts>
            </Section>
            <History kind="programme" object={p.id} />
          </Page>
        );
      }}
    </Loaded>
  );
}
