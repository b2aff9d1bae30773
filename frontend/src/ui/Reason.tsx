import { Button, Group, Paper, Textarea } from "@mantine/core";
import { useState } from "react";
import { Form, text } from "./Form";
import { fieldErrors } from "./problem";

/** A step back that wants a reason: a quiet button first, then the field and what it will do. */
export function Reason({ open, submit, hint, pending, error, onReason, name = "reason" }: { open: string; submit: string; hint: string; pending: boolean; error: unknown; onReason: (reason: string) => void; /** what the API calls the field */ name?: string }) {
  const [asked, setAsked] = useState(false);
  if (!asked) return <Group><Button variant="default" onClick={() => setAsked(true)}>{open}</Button></Group>;
  return (
    <Paper maw={520}>
      <Form label={open} submit={submit} pending={pending} error={error} onSubmit={(f) => onReason(text(f, name))} aside={<Button variant="default" onClick={() => setAsked(false)}>Leave it</Button>}>
        <Textarea name={name} label="Reason" description={hint} required autosize minRows={2} error={fieldErrors(error)[name]} />
      </Form>
    </Paper>
  );
}
