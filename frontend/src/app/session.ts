import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Role } from "./roles";

export interface Session { name: string; email: string; roles: Role[]; today: string }

export function useSession() {
  return useQuery<Session | null>({
    queryKey: ["session"],
    queryFn: async () => {
      const r = await fetch("/api/v1/session");
      return r.status === 401 ? null : r.json();
    },
    staleTime: 60_000,
  });
}
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => fetch("/api/v1/session", { method: "DELETE" }), onSuccess: () => client.clear() });
}
