import { Button, Group, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { Problem } from "./Problem";

interface Props {
  /** What the button says: the verb of the step. */
  submit: string;
  pending: boolean;
  error?: unknown;
  onSubmit: (data: FormData, form: HTMLFormElement) => void;
  /** Told at every keystroke, for a draft that is kept. */
  onInput?: (event: FormEvent<HTMLFormElement>) => void;
  children: ReactNode;
  /** Further buttons, right of the first. */
  aside?: ReactNode;
  /** What the form is for, where no heading says it. */
  label?: string;
}

/** A form that hands over its fields once the browser finds them filled in, and shows the refusal below them. */
export function Form({ submit, pending, error, onSubmit, onInput, children, aside, label }: Props) {
  const handle = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget), event.currentTarget);
  };
  return (
    <form onSubmit={handle} onInput={onInput} aria-label={label}>
      <Stack gap="sm">
        {children}
        <Problem error={error} />
        <Group gap="xs">
          <Button type="submit" loading={pending}>{submit}</Button>
          {aside}
        </Group>
      </Stack>
    </form>
  );
}

/** One field as trimmed text. */
export function text(data: FormData, name: string): string {
  return String(data.get(name) ?? "").trim();
}

/** One field as text, or nothing when it is empty. */
export function optional(data: FormData, name: string): string | undefined {
  return text(data, name) || undefined;
}

/** One field as a number; an empty one is 0. */
export function number(data: FormData, name: string): number {
  return Number(text(data, name));
}

/** A field of several values parted by commas or new lines. */
export function list(data: FormData, name: string): string[] {
  return text(data, name).split(/[,;\n]/).map((s) => s.trim()).filter(Boolean);
}
