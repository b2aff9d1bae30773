import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { asProblem } from "../ui/problem";

/**
 * What the server told us, kept while a screen needs it. A refusal is an answer:
 * only a lost connection is tried again. After every change all that is shown is
 * read anew, so that no screen has to know what else its change touched.
 */
export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && asProblem(error).code === "no_answer",
    },
  },
  mutationCache: new MutationCache({ onSuccess: () => queryClient.invalidateQueries() }),
  queryCache: new QueryCache({
    onError: (error) => {
      // The session ended elsewhere: ask who we are, and the next screen leads to the sign-in.
      if (asProblem(error).status === 401) void queryClient.invalidateQueries({ queryKey: ["get", "/api/v1/session"] });
    },
  }),
});
