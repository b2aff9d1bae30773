import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { $api, type Shape } from "../../api/client";

/** Tells whether nobody works on a search any more. */
export function ended(state: Shape<"PlanRun">["state"]): boolean {
  return state !== "waiting" && state !== "running";
}

/** A search as it stands, kept up to date by the server's events while it goes on. A broken line is taken up again by the browser. */
export function useRun(id: string) {
  const client = useQueryClient();
  const query = $api.useQuery("get", "/api/v1/planning/runs/{id}", { params: { path: { id } } });
  const [live, setLive] = useState<Shape<"PlanRun">>();
  const [points, setPoints] = useState<Shape<"PlanPoint">[]>([]);
  const begun = query.data;
  const going = begun !== undefined && !ended(begun.state);
  useEffect(() => {
    if (!going) return;
    const events = new EventSource(`/api/v1/planning/runs/${id}/events`);
    events.addEventListener("point", (e: MessageEvent<string>) => {
      const point = JSON.parse(e.data) as Shape<"PlanPoint">;
      setPoints((all) => (all.length > 0 && all[all.length - 1].n >= point.n ? all : [...all, point]));
    });
    events.addEventListener("run", (e: MessageEvent<string>) => setLive(JSON.parse(e.data) as Shape<"PlanRun">));
    events.addEventListener("end", (e: MessageEvent<string>) => {
      events.close();
      setLive(JSON.parse(e.data) as Shape<"PlanRun">);
      void client.invalidateQueries();
    });
    return () => events.close();
  }, [id, going, client]);
  const known = begun && ended(begun.state) ? begun : (live ?? begun);
  return { query, run: known, points: points.length > 0 ? points : (begun?.points ?? []) };
}
