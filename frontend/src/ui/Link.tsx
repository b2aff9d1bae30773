import { Anchor, Button, type AnchorProps, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";

type Native = Omit<ComponentProps<"a">, keyof AnchorProps | keyof ButtonProps>;

/** A link to one of our screens, its address and search checked by the compiler. */
export const TextLink = createLink((props: AnchorProps & Native) => <Anchor {...props} />);

/** The same, looking like a button. */
export const ButtonLink = createLink((props: ButtonProps & Native) => <Button component="a" {...props} />);
