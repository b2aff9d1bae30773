import { Badge, Button, Table, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { useActs, useIs } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { Fact, Facts } from "../../ui/Facts";
import { Form } from "../../ui/Form";
import { formatDate, formatWord } from "../../ui/format";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { countryName, languageName } from "../../ui/names";
import { History } from "../ledger/History";
import { Colleagues } from "../people/Colleagues";
import { Contacts } from "../people/Contacts";
import { CycleOf } from "../programmes/ProgrammeLine";
import { Standard } from "../schemes/Standard";
import { NoticeList } from "../notices/NoticeList";
import { ClientFields, readClient } from "./ClientFields";
import { Sites } from "./Sites";

const route = getRouteApi("/inside/clients/$id");

/** One client and all that hangs on it: cycles first, because that is what people come for. */
export function ClientPage() {
  const { id } = route.useParams();
  const query = $api.useQuery("get", "/api/v1/clients/{id}", { params: { path: { id } } });
  return <Loaded query={query} what="the client">{(detail) => <Detail detail={detail} />}</Loaded>;
}

function Detail({ detail }: { detail: Shape<"ClientDetail"> }) {
  const { client: c } = detail;
  const mayApply = useActs("planner", "admin", "client");
  const keepsPeople = useIs("planner", "admin", "client");
  return (
    <Page
      title={c.legal_name}
      lead={[c.no, c.trading_name, countryName(c.country)].filter(Boolean).join(" · ")}
      actions={mayApply && <ButtonLink to="/applications/new" search={{ client: c.id }} variant="default">New application</ButtonLink>}
    >
      <Section title="Certification cycles">
        {detail.programmes.length === 0 && <EmptyState title="No cycle yet">It begins when the client accepts a contract, which comes out of a reviewed application.</EmptyState>}
        {detail.programmes.map((p) => (
          <div key={p.programme.id}>
            <Text fw={600}>
              <TextLink to="/programmes/$id" params={{ id: p.programme.id }}><Standard id={p.programme.scheme_id} /></TextLink>
              {" "}<Text span c="dimmed">cycle {p.programme.cycle}, {formatWord(p.programme.state).toLowerCase()}{p.programme.expiry ? `, expires ${formatDate(p.programme.expiry)}` : ""}</Text>
            </Text>
            <CycleOf detail={p} />
          </div>
        ))}
      </Section>
      <Certificates rows={detail.certificates} />
      <Papers detail={detail} />
      <NoticeList notices={detail.notices} />
      <Sites client={c.id} sites={detail.sites} />
      <Contacts client={c.id} sites={detail.sites} />
      {keepsPeople && <Colleagues client={c.id} />}
      <Organisation client={c} />
      <History kind="client" object={c.id} />
    </Page>
  );
}

function Certificates({ rows }: { rows: Shape<"Certificate">[] }) {
  if (rows.length === 0) return null;
  return (
    <Section title="Certificates">
      <Table.ScrollContainer minWidth={480} type="native" tabIndex={0} aria-label="Certificates">
        <Table>
          <Table.Thead><Table.Tr><Table.Th>Number</Table.Th><Table.Th>Standard</Table.Th><Table.Th>State</Table.Th><Table.Th>Expiry</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {rows.map((c) => (
              <Table.Tr key={c.id}>
                <Table.Td><TextLink to="/certificates/$id" params={{ id: c.id }}>{c.no}</TextLink></Table.Td>
                <Table.Td><Standard id={c.scheme_id} /></Table.Td><Table.Td><Badge>{c.state}</Badge></Table.Td><Table.Td>{formatDate(c.expiry)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}

function Papers({ detail }: { detail: Shape<"ClientDetail"> }) {
  if (detail.applications.length + detail.contracts.length === 0) return null;
  return (
    <Section title="Applications and contracts">
      <Table.ScrollContainer minWidth={480} type="native" tabIndex={0} aria-label="Applications and contracts">
        <Table>
          <Table.Thead><Table.Tr><Table.Th>Paper</Table.Th><Table.Th>Standard</Table.Th><Table.Th>State</Table.Th><Table.Th>Scope</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {detail.applications.map((a) => (
              <Table.Tr key={a.id}>
                <Table.Td><TextLink to="/applications/$id" params={{ id: a.id }}>Application {a.no}</TextLink></Table.Td>
                <Table.Td><Standard id={a.scheme_id} /></Table.Td><Table.Td><Badge>{a.state}</Badge></Table.Td><Table.Td>{a.scope}</Table.Td>
              </Table.Tr>
            ))}
            {detail.contracts.map((c) => (
              <Table.Tr key={c.id}>
                <Table.Td><TextLink to="/contracts/$id" params={{ id: c.id }}>Contract {c.no}</TextLink></Table.Td>
                <Table.Td><Standard id={c.scheme_id} /></Table.Td><Table.Td><Badge>{c.state}</Badge></Table.Td><Table.Td>{c.scope}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}

function Organisation({ client: c }: { client: Shape<"Client"> }) {
  const planner = useIs("planner", "admin");
  const [edit, setEdit] = useState(false);
  const change = $api.useMutation("put", "/api/v1/clients/{id}", { onSuccess: () => setEdit(false) });
  return (
    <Section title="Organisation" aside={planner && !edit && <Button variant="default" size="xs" onClick={() => setEdit(true)}>Change</Button>}>
      {edit ? (
        <Form
          label="Change the client" submit="Keep the change" pending={change.isPending} error={change.error}
          onSubmit={(f) => change.mutate({ params: { path: { id: c.id }, header: seen(c.version) }, body: { ...readClient(f), no: c.no } })}
          aside={<Button variant="default" onClick={() => setEdit(false)}>Leave it</Button>}
        >
          <ClientFields client={c} wrong={fieldErrors(change.error)} />
        </Form>
      ) : (
        <Facts>
          <Fact name="Trading name">{c.trading_name}</Fact>
          <Fact name="VAT number">{c.vat_no}</Fact>
          <Fact name="Language">{languageName(c.language)}</Fact>
          <Fact name="Public registers">{c.register_consent ? "may be shown" : "not to be shown"}</Fact>
        </Facts>
      )}
    </Section>
  );
}
