import { SimpleGrid } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps, ReactNode } from "react";
import { $api, type Shape } from "../../api/client";
import { useMe } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { civilDate, dayNumber, formatDate, formatNumber } from "../../ui/format";
import { WarnIcon } from "../../ui/icons";
import { ButtonLink, TextLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { AuditTable } from "../audits/AuditTable";
import classes from "./Due.module.css";

/** The planner's home: what is late, at risk, unplanned; every count opens the list it counts. */
export function Due() {
  const today = useMe().today;
  const query = $api.useQuery("get", "/api/v1/due");
  return (
    <Page title="Due list" lead={`Today is ${formatDate(today)}`}>
      <Loaded query={query} what="the counts">{(due) => <Counts due={due} today={today} />}</Loaded>
      <First title="Late: the window has passed" search={{ late: true }} more={<TextLink to="/audits" search={{ late: "true", sort: "due" }}>All late audits</TextLink>} />
      <First title="At risk: the window ends within 60 days and no dates are agreed" search={{ at_risk: true }} more={<TextLink to="/audits" search={{ at_risk: "true", sort: "due" }}>All audits at risk</TextLink>} />
    </Page>
  );
}

function Counts({ due, today }: { due: Shape<"Due">; today: string }) {
  const day = (n: number) => civilDate(dayNumber(today) + n);
  return (
    <SimpleGrid cols={{ base: 2, sm: 4, lg: 8 }} spacing="sm">
      <Count n={due.late} word="late" grave to="/audits" search={{ late: "true", sort: "due" }} />
      <Count n={due.at_risk} word="at risk" grave to="/audits" search={{ at_risk: "true", sort: "due" }} />
      {due.unresolved > 0 && <Count n={due.unresolved} word={due.unresolved === 1 ? "suspension not resolved in time" : "suspensions not resolved in time"} grave to="/certificates" search={{ state: "suspended", resolve_before: today, sort: "expiry" }} />}
      {due.dayless > 0 && <Count n={due.dayless} word={due.dayless === 1 ? "suspension without a day to resolve it by" : "suspensions without a day to resolve them by"} grave to="/certificates" search={{ state: "suspended", resolve_unknown: "true", sort: "expiry" }} />}
      <Count n={due.unplanned} word="unplanned, window opens within 90 days" to="/audits" search={{ unplanned: "true", sort: "due" }} />
      <Count n={due.proposed} word={due.proposed === 1 ? "waits for the client's word" : "wait for the client's word"} to="/audits" search={{ state: "owed", dates: "proposed", sort: "due" }} />
      <Count n={due.applications} word={due.applications === 1 ? "application to review" : "applications to review"} to="/applications" search={{ to_review: "true" }} />
      {due.offers > 0 && <Count n={due.offers} word={due.offers === 1 ? "offer runs out within 7 days, or ran out" : "offers run out within 7 days, or ran out"} to="/contracts" search={{ valid_before: day(8), sort: "valid_until" }} />}
      <Count n={due.notices} word={due.notices === 1 ? "change told by a client" : "changes told by clients"} to="/notices" search={{ state: "open" }} />
      <Count n={due.files} word={due.files === 1 ? "decision file open" : "decision files open"} to="/files" search={{ state: "open", all: "true" }} />
      <Count n={due.expiring_certificates} word={due.expiring_certificates === 1 ? "certificate expires within 180 days" : "certificates expire within 180 days"} to="/certificates" search={{ state: "valid", expires_before: day(180), sort: "expiry" }} />
    </SimpleGrid>
  );
}

/** A figure that is a link to the list it counts. */
const Count = createLink(({ n, word, grave, ...link }: { n: number; word: string; grave?: boolean } & ComponentProps<"a">) => {
  const bad = grave && n > 0;
  return (
    <a {...link} className={classes.count} data-count={n} data-bad={bad || undefined}>
      <span className={classes.figure}>{bad && <WarnIcon />}{formatNumber(n)}</span>
      <span>{word}</span>
    </a>
  );
});

function First({ title, search, more }: { title: string; search: { late?: boolean; at_risk?: boolean }; more: ReactNode }) {
  const query = $api.useQuery("get", "/api/v1/audits", { params: { query: { ...search, sort: "due", size: 10 } } });
  return (
    <Section title={title} aside={query.data && query.data.total > 0 ? more : undefined}>
      <AuditTable
        label={title} query={query} state={{}} empty={(
          <EmptyState title="None" action={<ButtonLink to="/audits" search={{ unplanned: "true", sort: "due" }} variant="default">Plan what is due next</ButtonLink>}>
            Nothing to chase here.
          </EmptyState>
        )}
      />
    </Section>
  );
}
