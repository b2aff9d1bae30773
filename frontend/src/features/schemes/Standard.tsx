import { $api } from "../../api/client";

/** Names of standards by the ID of their scheme: "27001-2022" → "ISO/IEC 27001:2022". The ID itself until they are read. */
export function useStandard(): (schemeId: string) => string {
  const { data } = $api.useQuery("get", "/api/v1/schemes", {}, { staleTime: Infinity });
  return (id) => data?.find((s) => s.id === id)?.name ?? id;
}

/** The name of a standard, as on a certificate. */
export function Standard({ id }: { id: string }) {
  return useStandard()(id);
}

/** What a seat or a team needs, in words: "lead|27001-2022" → "lead, ISO/IEC 27001:2022". */
export function useNeeds(): (needs: string[]) => string {
  const standard = useStandard();
  return (needs) => needs.map((n) => n.split("|").map(standard).join(", ")).join("; ");
}
