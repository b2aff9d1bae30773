import type { ReactNode } from "react";
import classes from "./Facts.module.css";

/** Names and values of one thing, side by side, one below the other on a phone. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

/** One name and its value; nothing at all when there is no value. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === undefined || children === null || children === false || children === "") return null;
  return <div className={classes.fact}><dt>{name}</dt><dd>{children}</dd></div>;
}
