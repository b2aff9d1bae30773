import { Button, List, Text } from "@mantine/core";
import { FindingList } from "./FindingList";
import { WarnIcon } from "./icons";
import { asProblem } from "./problem";
import classes from "./Problem.module.css";

const NEXT_STEP: Record<string, string> = {
  not_found: "The address may be mistyped, or it is not yours to see. The search (Ctrl K) finds clients, audits and certificates.",
  stale: "Somebody changed this since you opened it. Load it again, look at what changed, then repeat your step.",
  conflict: "Somebody was faster. Load again to see what is free now.",
};

/** A refusal, said in full: what, which fields, which rules with their remedy, and what to do next. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (!error) return null;
  const p = asProblem(error);
  const next = NEXT_STEP[p.code ?? ""];
  return (
    <div className={classes.problem} role="alert" data-code={p.code}>
      <Text className={classes.title}><WarnIcon /> {p.detail || p.title || "This did not work."}</Text>
      {next && <Text>{next}</Text>}
      {p.fields && p.fields.length > 0 && (
        <List>
          {p.fields.map((f) => <List.Item key={`${f.field} ${f.message}`}><b>{f.field.replaceAll("_", " ")}</b> {f.message}</List.Item>)}
        </List>
      )}
      {p.findings && p.findings.length > 0 && <FindingList findings={p.findings} />}
      {onRetry && p.code !== "not_found" && <Button mt="xs" variant="default" onClick={onRetry}>Try again</Button>}
    </div>
  );
}
