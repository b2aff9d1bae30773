import { Button, Stack } from "@mantine/core";
import { $api, seen, type Shape } from "../../api/client";
import { Problem } from "../../ui/Problem";

/** Says that the opening meeting took place; refused with its rule when it may not have. */
export function StartButton({ audit: a }: { audit: Shape<"Audit"> }) {
  const start = $api.useMutation("post", "/api/v1/audits/{id}/start");
  return (
    <Stack gap="xs">
      <Button loading={start.isPending} onClick={() => start.mutate({ params: { path: { id: a.id }, header: seen(a.version) } })}>Start the audit</Button>
      <Problem error={start.error} />
    </Stack>
  );
}
