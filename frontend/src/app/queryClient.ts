import { QueryClient } from "@tanstack/react-query";
import { asProblem } from "../ui/problem";

/** What the server told us, kept while a screen needs it. A refusal is an answer: only a lost connection is tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && asProblem(error).code === "no_answer",
    },
  },
});
