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

/** One choice of a list; the first means all. */
export function Choice({ label, value, options, onChange }: { label: string; value?: string; options: { value: string; label: string }[]; onChange: (value: string | undefined) => void }) {
  return (
    <NativeSelect
      label={label} size="sm" value={value ?? ""}
      data={[{ value: "", label: "All" }, ...options]}
      onChange={(e) => onChange(e.currentTarget.value || undefined)}
    />
  );
}
