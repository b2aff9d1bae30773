import { Anchor, Badge, Button, createTheme, NumberInput, Paper, Table, Textarea, TextInput, type CSSVariablesResolver } from "@mantine/core";

/** Calm and dense: small text, one accent, borders rather than shadows. */
export const theme = createTheme({
  primaryColor: "tide",
  primaryShade: 7,
  colors: {
    tide: ["#e8f4f5", "#d3e8ea", "#a9d2d7", "#7fbcc4", "#5fadb7", "#3f97a3", "#23808d", "#156774", "#0e5662", "#07434d"],
    dark: ["#d5dade", "#b4bcc3", "#8f989f", "#6a737a", "#434b51", "#343b41", "#262c31", "#1a1e21", "#14171a", "#0f1113"],
  },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  headings: {
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.375rem", lineHeight: "1.3" },
      h2: { fontSize: "1.0625rem", lineHeight: "1.35" },
      h3: { fontSize: "0.9375rem", lineHeight: "1.4" },
    },
  },
  defaultRadius: "sm",
  respectReducedMotion: true,
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: "always", inherit: true } }),
    Badge: Badge.extend({ defaultProps: { variant: "default", radius: "sm", tt: "none", fw: 500, miw: "max-content" } }),
    Button: Button.extend({ defaultProps: { size: "sm" } }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, p: "md" } }),
    Table: Table.extend({ defaultProps: { fz: "md", verticalSpacing: 6, horizontalSpacing: "xs" } }),
    TextInput: TextInput.extend({ defaultProps: { size: "sm" } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: "sm" } }),
    Textarea: Textarea.extend({ defaultProps: { size: "sm", autosize: true, minRows: 2 } }),
  },
});

/** Mantine's own greys and reds for text fall short of 4.5:1; these do not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#56616b",
    "--mantine-color-placeholder": "#6b757e",
    "--mantine-color-error": "#b42318",
    "--mantine-color-red-text": "#b42318",
    "--mantine-color-text": "#16191c",
  },
  dark: {
    "--mantine-color-dimmed": "#a7b1ba",
    "--mantine-color-placeholder": "#8f989f",
    "--mantine-color-error": "#ff9d93",
    "--mantine-color-red-text": "#ff9d93",
  },
});
