import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** An empty place that teaches the next step: what would stand here, and how it gets here. */
export function EmptyState({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <Stack gap="xs" py="lg" align="flex-start" maw={560}>
      <Text fw={600}>{title}</Text>
      <Text c="dimmed" component="div">{children}</Text>
      {action}
    </Stack>
  );
}
