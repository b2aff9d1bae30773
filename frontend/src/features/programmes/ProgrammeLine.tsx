import { Paper } from "@mantine/core";
import { $api, type Shape } from "../../api/client";
import { useMe } from "../../app/session";
import { CycleLine } from "../../ui/cycle/CycleLine";
import { Loaded } from "../../ui/Loaded";
import { useStandard } from "../schemes/Standard";
import { toCycle } from "./cycle";

/** The cycle line of a programme that was read already. */
export function CycleOf({ detail, table }: { detail: Shape<"ProgrammeDetail">; table?: "open" | "closed" | "none" }) {
  const { today } = useMe();
  const standard = useStandard();
  const cycle = { ...toCycle(detail), label: standard(detail.programme.scheme_id) };
  return <Paper><CycleLine cycle={cycle} today={today} table={table} /></Paper>;
}

/** The cycle line of a programme by its ID. */
export function ProgrammeLine({ id }: { id: string }) {
  const query = $api.useQuery("get", "/api/v1/programmes/{id}", { params: { path: { id } } });
  return <Loaded query={query} what="the cycle">{(detail) => <CycleOf detail={detail} />}</Loaded>;
}
