import { formatDate } from "./format";

/** What a rule found: met or not, why, on which facts, and what would turn a no into a yes. */
export interface Finding {
  rule: string;
  clause?: string;
  kind: "hard" | "soft" | "value";
  met: boolean;
  subject?: string;
  text: string;
  remedy?: string;
  facts?: { name: string; value: string }[];
}

/** Broken ones first, hard before soft; met ones keep their order at the end. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const weight = (f: Finding) => (f.met ? 2 : f.kind === "hard" ? 0 : 1);
  return findings.toSorted((a, b) => weight(a) - weight(b));
}

/** Whether nothing hard stands against it. */
export function allowed(findings: readonly Finding[]): boolean {
  return findings.every((f) => f.met || f.kind !== "hard");
}

/** Whether a soft rule wants a written reason. */
export function wantsReason(findings: readonly Finding[]): boolean {
  return findings.some((f) => !f.met && f.kind === "soft");
}

/** "2 rules against it, 1 wants a reason, 9 met". */
export function summarise(findings: readonly Finding[]): string {
  const hard = findings.filter((f) => !f.met && f.kind === "hard").length;
  const soft = findings.filter((f) => !f.met && f.kind === "soft").length;
  const parts = [];
  if (hard > 0) parts.push(hard === 1 ? "1 rule against it" : `${hard} rules against it`);
  if (soft > 0) parts.push(soft === 1 ? "1 wants a reason" : `${soft} want a reason`);
  parts.push(`${findings.length - hard - soft} met`);
  return parts.join(", ");
}

/** The codes of planning as people say them: "lead|27001-2022" → "lead, 27001:2022". */
export function inWords(text: string): string {
  return text
    .replace(/\b(\d{4,5})-(\d{4})(?=\|)/g, "$1:$2")
    .replace(/\|(\d{4,5})-(\d{4})\b/g, "|$1:$2")
    .replaceAll("|", ", ");
}

/** A finding's sentence, led by whom or what it is about unless it says so itself. */
export function sentence(f: Finding): string {
  return inWords(f.subject && !f.text.startsWith(f.subject) ? `${f.subject}: ${f.text}` : f.text);
}

/** The facts people can read: no IDs, days with their weekday, names in words. */
export function readableFacts(f: Finding): { name: string; value: string }[] {
  return (f.facts ?? []).filter((fact) => !ID.test(fact.value)).map(({ name, value }) => ({
    name: name.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`).replaceAll("_", " "),
    value: DAY.test(value) ? formatDate(value) : inWords(value),
  }));
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
