import { Badge, Button, Code, List, Table, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { CopyText } from "../../ui/CopyText";
import { Fact, Facts } from "../../ui/Facts";
import { formatDate, formatInstant, formatWord } from "../../ui/format";
import { TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { StackedTable } from "../../ui/StackedTable";
import { History } from "../ledger/History";
import { CycleOf } from "../programmes/ProgrammeLine";
import { Standard } from "../schemes/Standard";
import { Changing } from "./ProposeChange";
import { Standing } from "./Standing";

const route = getRouteApi("/inside/certificates/$id");

/** One certificate: what it certifies, its documents, its history, and the address anyone can check it at. */
export function CertificatePage() {
  const { id } = route.useParams();
  const query = $api.useQuery("get", "/api/v1/certificates/{id}", { params: { path: { id } } }, {
    // The PDF is made by a job just after the decision: look again until it is there.
    refetchInterval: (q) => (q.state.data && !q.state.data.pdf_ready && !q.state.data.certificate.imported ? 2_000 : false),
  });
  return <Loaded query={query} what="the certificate">{(detail) => <Certificate detail={detail} />}</Loaded>;
}

function Certificate({ detail: d }: { detail: Shape<"CertificateDetail"> }) {
  const c = d.certificate;
  return (
    <Page
      title={`Certificate ${c.no}`}
      lead={<>{c.client_name} · <Standard id={c.scheme_id} /> · <Badge>{formatWord(c.state)}</Badge></>}
      actions={d.pdf_ready
        ? <Button component="a" href={`/api/v1/certificates/${c.id}/pdf`} variant={c.state === "valid" ? "filled" : "default"} download>Download the PDF</Button>
        : <Text c="dimmed" role="status">{c.imported ? "Issued before Certwright: its document is on paper" : "The PDF is being made"}</Text>}
    >
      <Standing certificate={c} reasons={d.reasons} />
      {d.programme && <CycleOf detail={d.programme} />}
      <Section title="What it says">
        <Facts>
          <Fact name="Client"><TextLink to="/clients/$id" params={{ id: c.client_id }}>{c.client_name}</TextLink></Fact>
          <Fact name="Scope">{d.scope}</Fact>
          <Fact name="Sites">{d.sites && d.sites.length > 0 && <List>{d.sites.map((s) => <List.Item key={s}>{s}</List.Item>)}</List>}</Fact>
          <Fact name="State">{formatWord(c.state)}{c.state_since ? ` since ${formatDate(c.state_since)}` : ""}</Fact>
          <Fact name="First decision">{c.original_decision && formatDate(c.original_decision)}</Fact>
          <Fact name="Decision of this cycle">{c.decision && formatDate(c.decision)}</Fact>
          <Fact name="Expiry">{c.expiry && formatDate(c.expiry)}</Fact>
          <Fact name="Suspension to be resolved by">{c.resolve_by && formatDate(c.resolve_by)}</Fact>
          <Fact name="Revision">{c.revision}</Fact>
        </Facts>
      </Section>
      {d.check_url && (
        <Section title="For those who want to know whether it is real">
          <Text c="dimmed">Give them this address; it opens without an account and says what is true that day.</Text>
          <CopyText text={d.check_url} label="check address" />
        </Section>
      )}
      <Documents revisions={d.revisions} />
      <Changes history={d.history} />
      <Changing detail={d} />
      <History kind="certificate" object={c.id} />
    </Page>
  );
}

function Documents({ revisions }: { revisions: Shape<"CertificateDetail">["revisions"] }) {
  if (revisions.length === 0) return null;
  return (
    <Section title="Documents">
      <StackedTable minWidth={480} label="Documents">
          <Table.Thead><Table.Tr><Table.Th>Revision</Table.Th><Table.Th>Issued</Table.Th><Table.Th>SHA-256 of content and file</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {revisions.map((r) => (
              <Table.Tr key={r.number}>
                <Table.Td>{r.number}</Table.Td><Table.Td>{formatInstant(r.issued_at)}</Table.Td>
                <Table.Td><Code>{r.content_hash}</Code><br />{r.file_hash ? <Code>{r.file_hash}</Code> : "the file is being made"}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </StackedTable>
    </Section>
  );
}

/** What became of a certificate, newest last. */
export function Changes({ history }: { history: Shape<"CertificateChange">[] }) {
  if (history.length === 0) return null;
  return (
    <Section title="What became of it">
      <List>
        {history.map((h) => <List.Item key={`${h.on} ${h.to}`}>{formatDate(h.on)}: {formatWord(h.to).toLowerCase()}{h.why ? `, ${h.why}` : ""}</List.Item>)}
      </List>
    </Section>
  );
}
