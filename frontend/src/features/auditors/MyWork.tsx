import { Button, Group, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useMe } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { TextLink } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { Workload } from "./Workload";

const route = getRouteApi("/inside/work");

/** The auditor's own codes, load, nights and time off; the planner reads the same numbers on the auditor's page. */
export function MyWork() {
  const me = useMe();
  const navigate = route.useNavigate();
  const year = Number(route.useSearch().year) || Number(me.today.slice(0, 4));
  const go = (y: number) => void navigate({ search: { year: String(y) }, replace: true });
  if (!me.person_id) return <Page title="My work"><EmptyState title="No person">This account belongs to nobody who audits.</EmptyState></Page>;
  return (
    <Page
      title="My work" lead="What you may do, how much of the year is booked, and the nights that takes: the numbers your planner sees."
      actions={<Group gap="xs"><Button variant="default" size="xs" onClick={() => go(year - 1)}>{year - 1}</Button><Button variant="default" size="xs" onClick={() => go(year + 1)}>{year + 1}</Button></Group>}
    >
      <Workload auditor={me.person_id} year={year} />
      <Text>Time off is entered on <TextLink to="/my">My audits</TextLink>; an authorisation that ends is renewed by the planner on evidence.</Text>
    </Page>
  );
}
