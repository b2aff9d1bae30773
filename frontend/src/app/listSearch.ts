/** What the address says about a list: words looked for, page (from 1), order ("due", "-due"), and its filters. */
export type ListSearch<Filter extends string = never> = {
  q?: string;
  page?: number;
  sort?: string;
} & { [F in Filter]?: string };

/** Reads a list's part of the address; what it does not know is dropped. */
export function listSearch<Filter extends string = never>(...filters: Filter[]) {
  return (raw: Record<string, unknown>): ListSearch<Filter> => {
    const text = (name: string) => (raw[name] === undefined || raw[name] === "" ? undefined : String(raw[name]));
    const page = Number(raw.page);
    const out: Record<string, string | number | undefined> = {
      q: text("q"),
      page: Number.isInteger(page) && page > 1 ? page : undefined,
      sort: text("sort"),
    };
    for (const f of filters) out[f] = text(f);
    return out as ListSearch<Filter>;
  };
}
