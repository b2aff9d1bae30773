import { Table, UnstyledButton } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useId, useState } from "react";
import { dayNumber, formatDate, formatSpan } from "../format";
import { StackedTable } from "../StackedTable";
import { useOpen } from "../useOpen";
import { cycleAxis, placeMarks, ticks, type Axis, type Placed } from "./geometry";
import { Mark, MarkIcon } from "./Mark";
import { STATE_WORDS, type Cycle, type CycleAudit } from "./types";
import classes from "./CycleLine.module.css";

const TOP = 44;
const RAIL = TOP + 10;
const HEIGHT = 84;

/** What a mark says in words: "Surveillance 1, confirmed, 12 May 2027 (Wed); window …". */
export function describeAudit(a: CycleAudit): string {
  const when = a.first ? formatSpan(a.first, a.last) : "no date yet";
  const window = a.due ? `; window ${formatDate(a.opens)} to ${formatDate(a.due)}` : "";
  const limit = a.limit && a.limit !== a.due ? `, limit ${formatDate(a.limit)}` : "";
  return `${a.label}, ${STATE_WORDS[a.state]}, ${when}${window}${limit}`;
}

/**
 * The picture everyone shares: one programme as a line from decision to expiry,
 * each window a bar on it, each audit a mark, today a hairline. Every mark can be
 * reached by keyboard, and the same facts stand in a table below.
 */
export function CycleLine({ cycle, today, table = "closed" }: { cycle: Cycle; today: string; table?: "open" | "closed" | "none" }) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const axis = cycleAxis(cycle, today, width || 720);
  const [open, setOpen] = useState(table === "open");
  const tableId = useId();
  const ends = cycle.decision ? `decided ${formatDate(cycle.decision)}, expires ${formatDate(cycle.expiry)}` : "not decided yet";
  return (
    <figure className={classes.figure} ref={ref}>
      <svg className={classes.svg} height={HEIGHT} role="group" aria-label={`Cycle line of ${cycle.label}: ${ends}; today ${formatDate(today)}`}>
        <Scale axis={axis} cycle={cycle} />
        {cycle.audits.map((a) => <Window key={a.id} audit={a} axis={axis} />)}
        <Today axis={axis} today={today} />
        {placeMarks(cycle.audits, axis).map((p) => <Target key={p.audit.id} placed={p} axis={axis} />)}
      </svg>
      {table !== "none" && (
        <>
          <UnstyledButton fz="xs" c="dimmed" td="underline" aria-expanded={open} aria-controls={tableId} onClick={() => setOpen(!open)}>
            {open ? "Hide the table" : "Show as a table"}
          </UnstyledButton>
          <div id={tableId}>{open && <CycleTable cycle={cycle} />}</div>
        </>
      )}
    </figure>
  );
}

function Scale({ axis, cycle }: { axis: Axis; cycle: Cycle }) {
  const left = cycle.decision ? axis.x(dayNumber(cycle.decision)) : axis.x(axis.from);
  const right = cycle.expiry ? axis.x(dayNumber(cycle.expiry)) : axis.x(axis.to);
  return (
    <g aria-hidden="true">
      <line className={classes.open} x1={axis.x(axis.from)} x2={left} y1={RAIL} y2={RAIL} />
      <line className={cycle.decision ? classes.rail : classes.open} x1={left} x2={right} y1={RAIL} y2={RAIL} />
      {cycle.decision && <line className={classes.end} x1={left} x2={left} y1={RAIL - 8} y2={RAIL + 8} />}
      {cycle.expiry && <line className={classes.end} x1={right} x2={right} y1={RAIL - 8} y2={RAIL + 8} />}
      {ticks(axis).map((t) => (
        <g key={t.day} transform={`translate(${axis.x(t.day)} 0)`}>
          <line className={classes.tick} y1={RAIL + 10} y2={RAIL + 14} />
          <text className={classes.text} y={RAIL + 26} textAnchor="middle">{t.label}</text>
        </g>
      ))}
    </g>
  );
}

function Window({ audit, axis }: { audit: CycleAudit; axis: Axis }) {
  if (!audit.opens || !audit.due) return null;
  const from = axis.x(dayNumber(audit.opens));
  const due = axis.x(dayNumber(audit.due));
  const limit = audit.limit ? axis.x(dayNumber(audit.limit)) : due;
  return (
    <g aria-hidden="true">
      <rect className={classes.window} x={from} width={Math.max(2, due - from)} y={RAIL - 7} height={14} rx={3} />
      {limit > due + 1 && <rect className={classes.grace} x={due} width={limit - due} y={RAIL - 6.5} height={13} />}
    </g>
  );
}

function Today({ axis, today }: { axis: Axis; today: string }) {
  const day = dayNumber(today);
  if (day < axis.from || day > axis.to) return null;
  const x = axis.x(day);
  const anchor = x < axis.x(axis.from) + 30 ? "start" : x > axis.x(axis.to) - 30 ? "end" : "middle";
  return (
    <g aria-hidden="true">
      <line className={classes.today} x1={x} x2={x} y1={12} y2={RAIL + 14} />
      <text className={classes.todayText} x={x} y={9} textAnchor={anchor}>today</text>
    </g>
  );
}

function Target({ placed: { audit, x, level }, axis }: { placed: Placed; axis: Axis }) {
  const open = useOpen();
  const label = describeAudit(audit);
  const textY = RAIL - 14 - level * 11;
  const drawing = (
    <>
      <title>{label}</title>
      {level > 0 && <line className={classes.stem} x1={x} x2={x} y1={textY + 2} y2={RAIL - 8} />}
      {audit.first && audit.last && audit.last > audit.first && (
        <line className={classes.span} x1={x} x2={axis.x(dayNumber(audit.last))} y1={RAIL} y2={RAIL} />
      )}
      <circle className={classes.ring} cx={x} cy={RAIL} r={12} pointerEvents="all" />
      <Mark state={audit.state} x={x} y={RAIL} />
      <text className={classes.short} x={x} y={textY} textAnchor="middle" aria-hidden="true">{audit.short}</text>
    </>
  );
  if (audit.href) {
    return (
      <a className={classes.target} href={audit.href} aria-label={label} onClick={open}>{drawing}</a>
    );
  }
  return (
    // Focusable although it does nothing, so that a keyboard reader can walk the marks and hear each.
    <g className={classes.target} tabIndex={0} role="img" aria-label={label}>{drawing}</g>
  );
}

/** The cycle line's facts as text: the same audits, states, dates and windows. */
export function CycleTable({ cycle }: { cycle: Cycle }) {
  const open = useOpen();
  return (
    <StackedTable minWidth={560} label={`Audits of ${cycle.label}`}>
        <Table.Thead>
          <Table.Tr><Table.Th>Audit</Table.Th><Table.Th>State</Table.Th><Table.Th>Dates</Table.Th><Table.Th>Window</Table.Th></Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cycle.audits.map((a) => (
            <Table.Tr key={a.id}>
              <Table.Td>{a.href ? <a href={a.href} onClick={open}>{a.label}</a> : a.label}</Table.Td>
              <Table.Td><StateWord state={a.state} /></Table.Td>
              <Table.Td>{formatSpan(a.first, a.last)}</Table.Td>
              <Table.Td>
                {a.due ? `${formatDate(a.opens)} to ${formatDate(a.due)}` : "–"}
                {a.limit && a.limit !== a.due ? `; limit ${formatDate(a.limit)}` : ""}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </StackedTable>
  );
}

/** A state as icon and word. */
export function StateWord({ state }: { state: CycleAudit["state"] }) {
  return (
    <span className={state === "late" ? `${classes.state} ${classes.late}` : classes.state}>
      <MarkIcon state={state} />{STATE_WORDS[state]}
    </span>
  );
}
