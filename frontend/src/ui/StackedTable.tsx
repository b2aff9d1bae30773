import { Table } from "@mantine/core";
import { useLayoutEffect, useRef, type ReactNode } from "react";
import classes from "./DataTable.module.css";

/** A small table of fixed rows; on a phone each row becomes a block of names and values, as in a DataTable. */
export function StackedTable({ label, minWidth, children }: { label: string; minWidth: number; children: ReactNode }) {
  const table = useRef<HTMLTableElement>(null);
  // The heads are written once, in the table's own head; the cells of a block show them too.
  useLayoutEffect(() => {
    const heads = [...(table.current?.querySelectorAll("thead th") ?? [])].map((c) => c.textContent ?? "");
    for (const row of table.current?.querySelectorAll("tbody tr, tfoot tr") ?? []) {
      [...row.children].forEach((cell, i) => { if (heads[i]) cell.setAttribute("data-head", heads[i]); });
    }
  });
  return (
    // What scrolls must be reachable by keyboard: a group, not a landmark.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} role="group" tabIndex={0} aria-label={label}>
      <Table ref={table} className={classes.table} miw={minWidth}>{children}</Table>
    </div>
  );
}
