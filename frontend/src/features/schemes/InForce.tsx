import { List, Table, Text } from "@mantine/core";
import { $api, type Shape } from "../../api/client";
import { Fact, Facts } from "../../ui/Facts";
import { formatDate, formatNumber } from "../../ui/format";
import { Section } from "../../ui/Page";
import { contentTitle, shareText } from "./words";
import { windowText } from "./window";

type Data = Shape<"SchemeData">;

/** Everything the body certifies by in one version of a scheme, in the order it is needed in a programme. */
export function InForce({ data }: { data: Data }) {
  return (
    <>
      <Windows data={data} />
      <AuditTime data={data} />
      <Competence data={data} />
      <CertificateShows data={data} />
    </>
  );
}

function Windows({ data: d }: { data: Data }) {
  return (
    <Section title="Windows and clocks">
      <Facts>
        <Fact name="Stage 2 after Stage 1">{windowText(d.stage2)}</Fact>
        <Fact name="Cycle">{d.programme.cycle_months} months, ends {d.programme.expiry_convention === "same_day" ? "on the day" : "on the day before"}</Fact>
        <Fact name="Surveillance">every {d.programme.surveillance_months} months; its window opens {d.programme.surveillance_opens_months} months before</Fact>
        <Fact name="Audits are judged by">their {d.programme.judged_by === "first_day" ? "first" : "last"} day</Fact>
        <Fact name="Recertification">opens {d.programme.recert_opens_months} months before expiry, to end {d.programme.recert_audit_ends_days} days before it</Fact>
        <Fact name="Early recertification">keeps the date of the cycle up to {d.programme.early_recert_cap_months} months before expiry</Fact>
        <Fact name="Corrections due">{d.nonconformities.response_days} days after the closing meeting; majors verified within {d.nonconformities.major_months} months</Fact>
        <Fact name="Cooling-off">{d.impartiality.cooling_years} years after consultancy or internal audit</Fact>
        {d.transitions.map((t) => (
          <Fact key={t.edition} name={`Transition from ${t.edition}`}>last initial audit {formatDate(t.last_initial_audit)}, certificates end {formatDate(t.ends)}</Fact>
        ))}
      </Facts>
    </Section>
  );
}

function AuditTime({ data: d }: { data: Data }) {
  const t = d.audit_time;
  return (
    <Section title="Audit time">
      <Facts>
        <Fact name="Table">{d.audit_time_table.name}, {d.audit_time_table.edition}</Fact>
        <Fact name="Reductions">at most {t.max_reduction_percent} %</Fact>
        <Fact name="Stage 1">{t.stage1_percent} % of the initial time, at least {t.stage1_least_days} days</Fact>
        <Fact name="Each surveillance">{shareText(t.surveillance_share)} of the initial time</Fact>
        <Fact name="Recertification">{shareText(t.recertification_share)} of the initial time</Fact>
        <Fact name="On the audit itself">at least {t.onsite_min_percent} %</Fact>
        <Fact name="Several standards together">at most {t.max_integration_percent} % less</Fact>
        <Fact name="Several sites">at most {t.max_site_reduction_percent} % less for one site</Fact>
        <Fact name="A day">{t.hours_per_day} hours</Fact>
        <Fact name="Identical work">{t.identical_groups_by_root ? "counts by the root of its persons" : "is a factor like others"}</Fact>
      </Facts>
      <details>
        <summary>The table: {formatNumber(d.audit_time_table.rows.length)} bands of persons</summary>
        <TimeTable table={d.audit_time_table} />
      </details>
      <details>
        <summary>{formatNumber(d.factors.length)} factors that may make it longer or shorter</summary>
        <List size="sm">{d.factors.map((f) => <List.Item key={f.code}>{f.title}</List.Item>)}</List>
      </details>
    </Section>
  );
}

function TimeTable({ table }: { table: Data["audit_time_table"] }) {
  return (
    <Table.ScrollContainer minWidth={320} type="native" tabIndex={0} aria-label="Audit time by persons">
      <Table maw={520}>
        <Table.Thead>
          <Table.Tr><Table.Th ta="right">Persons</Table.Th>{table.columns.map((c) => <Table.Th key={c} ta="right">{c ? `Days, ${c}` : "Days"}</Table.Th>)}</Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table.rows.map((r) => (
            <Table.Tr key={r.from}>
              <Table.Td ta="right">{formatNumber(r.from)}–{formatNumber(r.to)}</Table.Td>
              {r.days.map((days, i) => <Table.Td key={table.columns[i]} ta="right">{formatNumber(days)}</Table.Td>)}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Competence({ data: d }: { data: Data }) {
  const schemes = $api.useQuery("get", "/api/v1/schemes");
  const codes = schemes.data?.find((s) => s.id === d.id)?.codes ?? [];
  return (
    <Section title="Competence">
      <Text>Auditors and reviewers are authorised for codes of {d.taxonomy}{d.own_codes.length > 0 && `, and ${formatNumber(d.own_codes.length)} of the body's own`}.</Text>
      <details>
        <summary>{formatNumber(codes.length)} codes in force</summary>
        <List size="sm">{codes.map((c) => <List.Item key={c.code}><b>{c.code}</b> {c.title}</List.Item>)}</List>
      </details>
      {d.trainees && (
        <Text c="dimmed" fz="sm">
          A trainee becomes an auditor after {d.trainees.onsite_days} days on site in {d.trainees.years} years,
          with at least {d.trainees.initial_or_recert} initial or recertification audit and {d.trainees.surveillance} surveillance audit.
        </Text>
      )}
    </Section>
  );
}

function CertificateShows({ data: d }: { data: Data }) {
  return (
    <Section title="A certificate shows">
      <Text>{d.certificate_content.map(contentTitle).join(", ")}.</Text>
    </Section>
  );
}
