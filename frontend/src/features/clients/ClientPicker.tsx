import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState, type ReactNode } from "react";
import { $api } from "../../api/client";

interface Props {
  name: string;
  label: string;
  description?: string;
  required?: boolean;
  error?: ReactNode;
  /** Who is chosen already. */
  chosen?: { id: string; name: string };
}

const SHOWN = 20;

/** Chooses one client by part of its name or number, however many the body has. */
export function ClientPicker({ chosen, ...props }: Props) {
  const [typed, setTyped] = useState(chosen?.name ?? "");
  const [value, setValue] = useState<string | null>(chosen?.id ?? null);
  const [q] = useDebouncedValue(typed.trim(), 150);
  const found = $api.useQuery("get", "/api/v1/clients", { params: { query: { q: value ? undefined : q || undefined, size: SHOWN, sort: "name" } } });
  const data = (found.data?.rows ?? []).map((c) => ({ value: c.id, label: `${c.no} ${c.legal_name}` }));
  if (chosen && !data.some((d) => d.value === chosen.id)) data.unshift({ value: chosen.id, label: chosen.name });
  return (
    <Select
      {...props} data={data} filter={({ options }) => options} searchable clearable value={value} onChange={setValue}
      searchValue={typed} onSearchChange={setTyped} placeholder="Name or number" clearButtonProps={{ "aria-label": `No ${props.label.toLowerCase()}` }}
      nothingFoundMessage={found.isFetching ? "Looking …" : "No client is called so"}
    />
  );
}
