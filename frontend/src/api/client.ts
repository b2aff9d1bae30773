import createFetchClient from "openapi-fetch";
import createQueryClient from "openapi-react-query";
import type { components, paths } from "./schema";

/** The API by its contract: every path, parameter and answer is checked by the compiler. */
export const api = createFetchClient<paths>();

/** The same as queries and mutations of screens. A refusal is thrown as its problem+json body. */
export const $api = createQueryClient(api);

/** A shape of the contract by its name. */
export type Shape<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** The If-Match header that says which version of a thing the reader saw. */
export function seen(version: number) {
  return { "If-Match": `"${version}"` };
}

/** The address of a list as a file, filtered and ordered as it is shown. */
export function exportHref(list: "clients" | "audits" | "certificates" | "findings" | "auditors", search: Record<string, string | number | undefined>) {
  return (as: "csv" | "xlsx") => {
    const query = new URLSearchParams({ as });
    for (const [name, value] of Object.entries(search)) {
      if (value !== undefined && name !== "page") query.set(name, String(value));
    }
    return `/api/v1/exports/${list}?${query}`;
  };
}
