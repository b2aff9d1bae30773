import { ActionIcon, Code, CopyButton, Group } from "@mantine/core";
import { CopyIcon, TickIcon } from "./icons";

/** Text to be carried elsewhere, with a button that copies it and says so. */
export function CopyText({ text, label }: { text: string; label: string }) {
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Code style={{ overflowWrap: "anywhere" }}>{text}</Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <ActionIcon variant="default" onClick={copy} aria-label={copied ? `${label} copied` : `Copy ${label}`}>{copied ? <TickIcon /> : <CopyIcon />}</ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}
