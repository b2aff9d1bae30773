import { useRouter } from "@tanstack/react-router";
import type { MouseEvent } from "react";

/**
 * A click handler for plain links (also those inside a drawing) whose address is
 * one of ours: it goes there without loading the page anew. A new-tab click, and
 * a link drawn outside the router, stay the browser's own.
 */
export function useOpen() {
  const router = useRouter({ warn: false }) as ReturnType<typeof useRouter> | undefined;
  return (event: MouseEvent<Element>) => {
    if (!router || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const href = event.currentTarget.getAttribute("href");
    if (!href?.startsWith("/")) return;
    event.preventDefault();
    router.history.push(href);
  };
}
