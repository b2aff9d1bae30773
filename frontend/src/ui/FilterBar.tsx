import { Group, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState, type ReactNode } from "react";

/** Above a list: a box for words, and choices. All of it lives in the address. */
export function FilterBar({ q, onQ, placeholder, children }: { q?: string; onQ: (q: string | undefined) => void; placeholder: string; children?: ReactNode }) {
  const [text, setText] = useState(q ?? "");
  const tell = useDebouncedCallback((t: string) => onQ(t.trim() || undefined), 250);
  return (
    <Group gap="sm" align="flex-end" role="search">
      <TextInput label="Find" type="search" placeholder={placeholder} value={text} w={260} onChange={(e) => { setText(e.currentTarget.value); tell(e.currentTarget.value); }} />
      {children}
    </Group>
  );
}

interface ChoiceProps {
  label: string;
  value?: string;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
  /** What the list shows while nothing is chosen. */
  unchosen?: string;
}

/** One choice of a list; the first leaves it as it comes. */
export function Choice({ label, value, options, onChange, unchosen = "All" }: ChoiceProps) {
  return (
    <NativeSelect
      label={label} size="sm" value={value ?? ""}
      data={[{ value: "", label: unchosen }, ...options]}
      onChange={(e) => onChange(e.currentTarget.value || undefined)}
    />
  );
}
