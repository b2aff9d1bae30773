import { useState, type FormEvent } from "react";
import { useMe } from "./session";

const PREFIX = "certwright.draft.";

/**
 * What somebody began to write in a form, field by field. It stays in this browser, for this account only, until
 * it is sent, thrown away, or they sign out; a browser that keeps nothing gives an empty draft.
 */
export function useDraft(form: string) {
  const key = `${PREFIX}${useMe().user_id}.${form}`;
  const [fields, setFields] = useState<Record<string, string>>(() => read(key));
  const drop = () => {
    setFields({});
    quietly(() => localStorage.removeItem(key));
  };
  const keep = (event: FormEvent<HTMLFormElement>) => {
    const written = Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]));
    setFields(written);
    quietly(() => localStorage.setItem(key, JSON.stringify(written)));
  };
  return { fields, begun: Object.values(fields).some((v) => v.trim() !== ""), keep, drop };
}

/** Leaves nothing behind of what was being written: for whoever signs out. */
export function forgetDrafts(): void {
  quietly(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  });
}

function read(key: string): Record<string, string> {
  return quietly(() => JSON.parse(localStorage.getItem(key) ?? "{}") as Record<string, string>) ?? {};
}

/** A browser may refuse to keep anything; then there is no draft, and nothing else changes. */
function quietly<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch {
    return undefined;
  }
}
