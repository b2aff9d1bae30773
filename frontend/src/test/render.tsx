import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { theme } from "../app/theme";

/** Draws a component as a screen would, without router or server. */
export function draw(ui: ReactNode) {
  return render(<MantineProvider theme={theme} env="test">{ui}</MantineProvider>);
}
