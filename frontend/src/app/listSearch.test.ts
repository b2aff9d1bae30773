import { expect, it } from "vitest";
import { listSearch } from "./listSearch";

it("keeps words, page, order and the named filters, and nothing else", () => {
  const read = listSearch("state", "due_before");
  expect(read({ q: 1234, page: "3", sort: "-due", state: "late", other: "x" })).toEqual({
    q: "1234", page: 3, sort: "-due", state: "late", due_before: undefined,
  });
});

it("takes a page that is none as the first", () => {
  for (const page of ["0", "1", "-2", "x", "1.5", undefined]) expect(listSearch()({ page }).page).toBeUndefined();
});
