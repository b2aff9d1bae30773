import { setNonce } from "get-nonce";

/**
 * The nonce the server wrote into this page. The browser empties the attribute
 * for scripts to see, but keeps the property. See docs/adr/0002.
 */
export function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]");
  return meta?.nonce || meta?.getAttribute("nonce") || "";
}

/** Hands the nonce to the scroll lock of dialogs, which adds a style element of its own. */
export function shareNonce() {
  setNonce(styleNonce());
}
