import { Loader, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Problem } from "./Problem";

interface Query<Data> {
  data: Data | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** What a query brings, or that it is on its way, or why it does not come. */
export function Loaded<Data>({ query, what, children }: { query: Query<Data>; what: string; children: (data: Data) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return <Group gap="xs" role="status"><Loader size="xs" /><Text c="dimmed">Loading {what}</Text></Group>;
}
