import { Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { formatDate } from "../../ui/format";
import { Problem } from "../../ui/Problem";
import { findDays, type Days } from "./findDays";

/** Looks for the next days on which a team fits; says where it is, and can be stopped. */
export function FindDays({ audit, after, onFound }: { audit: string; after: string; onFound: (days: Days) => void }) {
  const [day, setDay] = useState("");
  const [stopped, setStopped] = useState(false);
  const stop = useRef<AbortController>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const search = useMutation({
    mutationFn: () => {
      setStopped(false);
      stop.current = new AbortController();
      return findDays(audit, after, stop.current.signal, setDay);
    },
    onSuccess: (days) => days && onFound(days),
  });
  const halt = () => {
    setStopped(true);
    stop.current?.abort();
  };
  return (
    <div>
      <Group gap="xs">
        <Button variant="default" size="xs" loading={search.isPending} onClick={() => search.mutate()}>Find the next days on which a team fits</Button>
        {search.isPending && <Button variant="default" size="xs" onClick={halt}>Stop</Button>}
        <Text role="status" fz="sm" c="dimmed">
          {search.isPending && day && `Looking at ${formatDate(day)}`}
          {search.data === null && !stopped && `No team fits until ${formatDate(day)}. The list below says what is in each auditor's way.`}
        </Text>
      </Group>
      {search.error && !stopped && <Problem error={search.error} />}
    </div>
  );
}
