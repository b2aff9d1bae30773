import { Button, Group, Table, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { $api, api, type Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { Form, optional, text } from "../../ui/Form";
import { formatNumber } from "../../ui/format";
import { ButtonLink } from "../../ui/Link";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { History } from "../ledger/History";

type Price = Shape<"PlanPrice">;
type Kept = { prices: Price[]; etag: string };

/** Reads the prices with the version they are changed against. */
async function read(): Promise<Kept> {
  const { data, error, response } = await api.GET("/api/v1/planning/prices");
  if (data === undefined) throw error;
  return { prices: data.prices, etag: response.headers.get("ETag") ?? "" };
}

/** What plans are weighed by: planners see it, admins change it. */
export function Prices() {
  const query = useQuery({ queryKey: ["get", "/api/v1/planning/prices", "etag"], queryFn: read });
  const admin = useIs("admin");
  const [edit, setEdit] = useState(false);
  return (
    <Page
      title="Prices of planning" lead="Rules are never for sale. Where several plans keep all of them, the cheapest by these prices is proposed."
      actions={<>{admin && !edit && <Button onClick={() => setEdit(true)}>Change</Button>}<ButtonLink to="/planning" variant="default">Planning</ButtonLink></>}
    >
      <Loaded query={query} what="the prices">
        {(kept) => (edit ? <Change kept={kept} done={() => setEdit(false)} /> : <PriceTable prices={kept.prices} />)}
      </Loaded>
      {!admin && <Text c="dimmed">An administrator changes them.</Text>}
      <History kind="plan_prices" object="body" />
    </Page>
  );
}

/** Prices with what each means; field gives the cell of a value where it can be changed. */
export function PriceTable({ prices, field }: { prices: Price[]; field?: (p: Price) => ReactNode }) {
  return (
    <Table.ScrollContainer minWidth={320} type="native" tabIndex={0} aria-label="Prices">
      <Table>
        <Table.Thead><Table.Tr><Table.Th>Price</Table.Th><Table.Th ta="right">Value</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>
          {prices.map((p) => (
            <Table.Tr key={p.field} data-price={p.field}>
              <Table.Td>{p.name}<Text c="dimmed" fz="sm">{p.means}</Text></Table.Td>
              <Table.Td ta="right" valign="top">
                {field ? field(p) : `${figure(p.value)} ${p.unit}`}
                {p.value !== p.usual && <Text c="dimmed" fz="sm">usually {figure(p.usual)}</Text>}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function figure(v: number): string {
  return Number.isInteger(v) ? formatNumber(v) : String(v);
}

function Change({ kept, done }: { kept: Kept; done: () => void }) {
  const client = useQueryClient();
  const change = $api.useMutation("put", "/api/v1/planning/prices", { onSuccess: async () => { await client.invalidateQueries(); done(); } });
  const wrong = fieldErrors(change.error);
  const submit = (data: FormData) => {
    const values = Object.fromEntries(kept.prices.map((p) => [p.field, Number(text(data, p.field))]).filter(([field, v]) => kept.prices.some((p) => p.field === field && p.value !== v)));
    change.mutate({ params: { header: { "If-Match": kept.etag } }, body: { values, why: optional(data, "why") } });
  };
  return (
    <Form label="Change the prices" submit="Keep the change" pending={change.isPending} error={change.error} onSubmit={submit} aside={<Button variant="default" onClick={done}>Leave it</Button>}>
      <PriceTable
        prices={kept.prices}
        field={(p) => (
          <Group gap={6} justify="flex-end" wrap="nowrap" align="flex-start">
            <TextInput name={p.field} defaultValue={p.value} type="number" min={0} step={p.whole ? 1 : "any"} required w={104} aria-label={`${p.name}, in ${p.unit}`} error={wrong[p.field]} styles={{ input: { textAlign: "right" } }} />
            <Text w={72} ta="left" fz="sm" mt={8}>{p.unit}</Text>
          </Group>
        )}
      />
      <TextInput name="why" label="Why, for the record" maw={520} />
      <Text c="dimmed" fz="sm">Searches begun before keep the prices they began with. The journeys from which on half-days are blocked hold for every booking at once.</Text>
    </Form>
  );
}

/** The prices one search was made with. */
export function RunPrices({ id, hash }: { id: string; hash: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>Prices it was made with ({hash})</summary>
      {open && <RunPriceTable id={id} />}
    </details>
  );
}

function RunPriceTable({ id }: { id: string }) {
  const query = $api.useQuery("get", "/api/v1/planning/runs/{id}/prices", { params: { path: { id } } });
  return <Loaded query={query} what="the prices">{(p) => <PriceTable prices={p.prices} />}</Loaded>;
}
