import { Text } from "@mantine/core";
import type { Shape } from "../../api/client";
import { useMe } from "../../app/session";
import { formatDate } from "../../ui/format";
import { TickIcon } from "../../ui/icons";
import classes from "./Journey.module.css";

type Step = Shape<"JourneyStep">;

const WORDS: Record<Step["state"], string> = { done: "done", now: "now", next: "to come" };
const HOLDERS: Record<Step["holder"], string> = {
  client: "the client", planner: "the planner", auditor: "the auditor", reviewer: "the reviewer", nobody: "nobody",
};

/** "Where is my certificate": every step in order, whose move it is, and when it is expected. */
export function Journey({ steps, me }: { steps: Step[]; me?: Step["holder"] }) {
  const { today } = useMe();
  return (
    <ol className={classes.steps}>
      {steps.map((s) => (
        <li key={s.step} className={classes.step} data-state={s.state} aria-current={s.state === "now" ? "step" : undefined}>
          <span className={classes.dot}>{s.state === "done" && <TickIcon />}</span>
          <div>
            <Text fw={s.state === "now" ? 650 : undefined}>{s.title} <Text span c="dimmed" fz="sm">· {WORDS[s.state]}{when(s, today)}</Text></Text>
            {s.state === "now" && (
              <Text fz="sm">
                {s.holder !== "nobody" && <>{s.holder === me ? "Your move" : `With ${HOLDERS[s.holder]}`}{s.next ? ": " : "."}</>}{s.next}
              </Text>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function when(s: Step, today: string): string {
  if (s.on) return `, ${formatDate(s.on)}`;
  if (s.expected) return `, ${s.expected < today ? "was expected" : "expected"} ${formatDate(s.expected)}`;
  return "";
}
