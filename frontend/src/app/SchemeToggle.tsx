import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { SunMoonIcon } from "../ui/icons";

/** Light or dark; until it is pressed the system's wish counts. */
export function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const next = useComputedColorScheme("light") === "dark" ? "light" : "dark";
  return (
    <ActionIcon variant="subtle" color="gray" c="inherit" size="lg" aria-label={`Use ${next} colours`} onClick={() => setColorScheme(next)}>
      <SunMoonIcon />
    </ActionIcon>
  );
}
