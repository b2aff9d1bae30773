import { Anchor, Button, Group, Skeleton, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { count, formatNumber } from "./format";
import { Problem } from "./Problem";
import classes from "./DataTable.module.css";

/** One column: its head, its cell, and the name it is sorted by when it can be. */
export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  sort?: string;
  right?: boolean;
}

/** What the address says about a list: its page (from 1) and order ("name", "-due"). */
export interface ListState {
  page?: number;
  sort?: string;
}

interface Props<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[] | undefined;
  rowKey: (row: Row) => string;
  total?: number;
  perPage?: number;
  state: ListState;
  /** Without it the list stays at its first rows, and says of how many. */
  onState?: (change: ListState) => void;
  /** The list's own address; the export links add the format to it. */
  exportHref?: (format: "csv" | "xlsx") => string;
  error?: unknown;
  onRetry?: () => void;
  empty: ReactNode;
}

/**
 * A list as the server gives it: one page at a time, its order and page in the address, with the whole of it as a file.
 * On a phone each row becomes a block of names and values.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, rowKey, state, onState, error, onRetry, empty } = props;
  if (error) return <Problem error={error} onRetry={onRetry} />;
  if (rows && rows.length === 0 && (state.page ?? 1) === 1) return empty;
  return (
    <Stack gap="xs">
      {/* What scrolls must be reachable by keyboard: a group, not a landmark. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} role="group" tabIndex={0} aria-label={label}>
        <Table className={classes.table} miw={Math.min(720, columns.length * 110)} aria-busy={!rows}>
          <Table.Thead>
            <Table.Tr>{columns.map((c) => <Head key={c.head} column={c} sort={state.sort} onSort={(sort) => onState?.({ sort, page: undefined })} />)}</Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows
              ? rows.map((row) => (
                  <Table.Tr key={rowKey(row)} className={classes.row}>
                    {columns.map((c) => <Table.Td key={c.head} data-head={c.head} className={c.right ? classes.right : undefined}><div>{c.cell(row)}</div></Table.Td>)}
                  </Table.Tr>
                ))
              : <Waiting columns={columns.length} />}
          </Table.Tbody>
        </Table>
      </div>
      <Foot {...props} />
    </Stack>
  );
}

function Head<Row>({ column, sort, onSort }: { column: Column<Row>; sort?: string; onSort: (sort: string) => void }) {
  const up = sort === column.sort;
  const down = sort === `-${column.sort}`;
  const order = !column.sort ? undefined : up ? "ascending" : down ? "descending" : "none";
  return (
    <Table.Th className={classes.head} data-right={column.right || undefined} aria-sort={order}>
      {column.sort ? (
        <UnstyledButton className={classes.sort} fz="inherit" onClick={() => onSort(up ? `-${column.sort}` : column.sort!)}>
          {column.head}<span aria-hidden="true">{up ? "↑" : down ? "↓" : "↕"}</span>
        </UnstyledButton>
      ) : column.head}
    </Table.Th>
  );
}

function Waiting({ columns }: { columns: number }) {
  return [0, 1, 2, 3].map((r) => (
    <Table.Tr key={r}>
      {Array.from({ length: columns }, (_, c) => <Table.Td key={c}><Skeleton height={12} /></Table.Td>)}
    </Table.Tr>
  ));
}

function Foot<Row>({ rows, total, perPage = 50, state, onState, exportHref, label }: Props<Row>) {
  const page = state.page ?? 1;
  const known = total ?? rows?.length ?? 0;
  const first = (page - 1) * perPage + 1;
  const last = first + (rows?.length ?? 0) - 1;
  const cut = known > last - first + 1;
  const pages = onState ? Math.max(1, Math.ceil(known / perPage)) : 1;
  return (
    <Group justify="space-between" gap="sm">
      <Text c="dimmed" fz="sm" data-total={rows ? known : undefined}>
        {!rows ? `Loading ${label.toLowerCase()}` : cut ? `${formatNumber(first)} to ${formatNumber(last)} of ${formatNumber(known)}` : count(known, "row")}
        {exportHref && (
          <>
            {" · "}<Anchor href={exportHref("csv")} download>CSV</Anchor>{" · "}<Anchor href={exportHref("xlsx")} download>XLSX</Anchor>
          </>
        )}
      </Text>
      {pages > 1 && (
        <Group gap="xs">
          <Button variant="default" size="xs" disabled={page <= 1} onClick={() => onState?.({ page: page - 1 === 1 ? undefined : page - 1 })}>Previous</Button>
          <Button variant="default" size="xs" disabled={page >= pages} onClick={() => onState?.({ page: page + 1 })}>Next</Button>
        </Group>
      )}
    </Group>
  );
}
