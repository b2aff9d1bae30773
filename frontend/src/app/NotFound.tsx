import { Text } from "@mantine/core";
import { Page } from "../ui/Page";

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <Page title="There is no such page">
      <Text>The address may be mistyped, or what stood here is not yours to see. The search (Ctrl K) finds clients, audits and certificates.</Text>
    </Page>
  );
}
