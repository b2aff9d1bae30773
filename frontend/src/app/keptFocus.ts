import { useEffect } from "react";

const PART = "article, section, form, [role=dialog], main";
const FIELD = "input:not([type=hidden]), select, textarea";

/** Leads the keyboard and the eye to the beginning of the screen. */
export function toTheTop(): void {
  document.getElementById("main")?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/**
 * Keeps the keyboard's place when what had it goes away. A form that came in the
 * stead of its button takes it at the first field; otherwise the nearest part of
 * the screen that stayed does. A button that was only busy has it back.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let path: Element[] = []; // what has, or last had, the focus, and all it stands in
    const nobody = () => document.activeElement === null || document.activeElement === document.body;
    const remember = (e: FocusEvent) => { path = e.composedPath().filter((x) => x instanceof Element); };
    // Whoever leaves a field that is still there wants nothing kept.
    const leave = ({ target }: FocusEvent) => setTimeout(() => {
      if (nobody() && target === path[0] && path[0].isConnected && !path[0].matches(":disabled")) path = [];
    });
    const keep = (changes: MutationRecord[]) => {
      const [had] = path;
      if (!had || !nobody()) return;
      if (had.isConnected && had.matches(":disabled")) return;
      const stayed = path.find((x) => x.isConnected && (x === had || x.matches(PART)));
      const next = (stayed && stayed !== had && cameInstead(stayed, changes)) ?? stayed;
      if (!(next instanceof HTMLElement)) return;
      if (!next.matches(FIELD) && next !== had) next.tabIndex = -1;
      next.focus({ preventScroll: !next.matches(FIELD) });
    };
    const watch = new MutationObserver(keep);
    watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
    addEventListener("focusin", remember);
    addEventListener("focusout", leave);
    return () => {
      watch.disconnect();
      removeEventListener("focusin", remember);
      removeEventListener("focusout", leave);
    };
  }, []);
}

/** The first field of a form that is new in a part; a screen that is new as a whole begins at its top. */
function cameInstead(part: Element, changes: MutationRecord[]): Element | undefined {
  if (part.matches("main")) return undefined;
  const added = changes.flatMap((c) => [...c.addedNodes]).filter((n) => n instanceof Element && part.contains(n)) as Element[];
  return added.flatMap((n) => (n.matches("form") ? [n] : [...n.querySelectorAll("form")]))[0]?.querySelector(FIELD) ?? undefined;
}
