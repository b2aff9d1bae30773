import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { $api, api, type Shape } from "../api/client";
import { forgetDrafts } from "./draft";
import type { Role } from "./roles";

/** Who is signed in, what this installation is, and its today. */
export type Me = Shape<"Me">;

/** The session as a query: asked before every screen, kept for a minute. */
export const sessionQuery = $api.queryOptions("get", "/api/v1/session", {}, { staleTime: 60_000 });

/** The session; every screen is drawn only after it is known. */
export function useMe(): Me {
  return useSuspenseQuery(sessionQuery).data;
}

/** The roles of a session; none for a visitor. */
export function rolesOf(me: Me): Role[] {
  return (me.roles ?? []) as Role[];
}

/** Whether the reader has one of the roles. */
export function useIs(...roles: Role[]): boolean {
  const mine = rolesOf(useMe());
  return roles.some((r) => mine.includes(r));
}

/** Whether the reader has one of the roles and may change things: not a colleague of a client who may only read. */
export function useActs(...roles: Role[]): boolean {
  const reads = useMe().read_only === true;
  return useIs(...roles) && !reads;
}

/** Forgets everything read as somebody else and goes on as the person just signed in. */
export function useEnter() {
  const client = useQueryClient();
  const router = useRouter();
  return (me: Me, to: string) => {
    client.clear();
    client.setQueryData(sessionQuery.queryKey, me);
    router.history.push(to);
  };
}

/** Ends the session here and on the server; what was being written is forgotten. */
export function useSignOut() {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () => api.DELETE("/api/v1/session"),
    onSuccess: async () => {
      forgetDrafts();
      client.clear();
      await router.navigate({ to: "/sign-in" });
    },
  });
}
