import { Button, Group, NumberInput, Table, Text, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { $api, type Shape } from "../../api/client";
import { useIs, useMe } from "../../app/session";
import { EmptyState } from "../../ui/EmptyState";
import { Form, text } from "../../ui/Form";
import { formatDate } from "../../ui/format";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { fieldErrors } from "../../ui/problem";

const route = getRouteApi("/inside/holidays");

/** The public holidays of a country, or of a region beside those of its country. */
export function Holidays() {
  const today = useMe().today;
  const { calendar = "DE", year = today.slice(0, 4) } = route.useSearch();
  const navigate = route.useNavigate();
  const planner = useIs("planner", "admin");
  const query = $api.useQuery("get", "/api/v1/holidays", { params: { query: { calendar, year: Number(year) } } });
  return (
    <Page title="Public holidays" lead="A region such as DE-BY keeps the holidays of its country and its own.">
      <Form label="Which calendar" submit="Show" pending={false} onSubmit={(f) => void navigate({ search: { calendar: text(f, "calendar").toUpperCase(), year: text(f, "year") } })}>
        <Group align="flex-end" gap="sm">
          <TextInput name="calendar" label="Calendar" defaultValue={calendar} maxLength={6} required w={120} />
          <NumberInput name="year" label="Year" defaultValue={Number(year)} min={1900} max={2200} allowDecimal={false} thousandSeparator="" w={120} />
        </Group>
      </Form>
      <Loaded query={query} what="the holidays">
        {(rows) => rows.length === 0
          ? <EmptyState title={`None of ${calendar}'s own in ${year}`}>Countries come with the program; a region&apos;s days are entered here.</EmptyState>
          : <Days rows={rows} planner={planner} />}
      </Loaded>
      {planner && <NewHoliday key={calendar} calendar={calendar} />}
    </Page>
  );
}

function Days({ rows, planner }: { rows: Shape<"Holiday">[]; planner: boolean }) {
  const remove = $api.useMutation("delete", "/api/v1/holidays");
  return (
    <div>
      <Problem error={remove.error} />
      <Table.ScrollContainer minWidth={420} type="native" tabIndex={0} aria-label="Public holidays">
        <Table>
          <Table.Thead><Table.Tr><Table.Th>Day</Table.Th><Table.Th>Name</Table.Th>{planner && <Table.Th>Change</Table.Th>}</Table.Tr></Table.Thead>
          <Table.Tbody>
            {rows.map((h) => (
              <Table.Tr key={h.day}>
                <Table.Td>{formatDate(h.day)}</Table.Td><Table.Td>{h.name}</Table.Td>
                {planner && <Table.Td><Button variant="default" size="compact-xs" aria-label={`Remove ${h.name}`} onClick={() => remove.mutate({ params: { query: { calendar: h.calendar, day: h.day } } })}>Remove</Button></Table.Td>}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}

function NewHoliday({ calendar }: { calendar: string }) {
  const add = $api.useMutation("post", "/api/v1/holidays");
  const wrong = fieldErrors(add.error);
  return (
    <Form
      label="New holiday" submit="Add the holiday" pending={add.isPending} error={add.error}
      onSubmit={(f, form) => add.mutate({ body: { calendar, day: text(f, "day"), name: text(f, "name") } }, { onSuccess: () => form.reset() })}
    >
      <Text>A day more for {calendar}</Text>
      <Group align="flex-end" gap="sm">
        <TextInput type="date" name="day" label="Day" required error={wrong.day} />
        <TextInput name="name" label="Name" required error={wrong.name} />
      </Group>
    </Form>
  );
}
