import { Modal, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useRouter } from "@tanstack/react-router";
import { useId, useState, type KeyboardEvent } from "react";
import { $api, type Shape } from "../api/client";
import { formatWord } from "../ui/format";
import classes from "./Search.module.css";

type Hit = Shape<"Hit">;

const PATHS: Record<Hit["kind"], string> = { client: "/clients/", audit: "/audits/", auditor: "/auditors/", certificate: "/certificates/" };

/** Finds client, audit, auditor and certificate from any page: type, arrow keys, Enter. */
export function Search({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Search" size="lg" transitionProps={{ duration: 0 }} closeButtonProps={{ "aria-label": "Close the search" }}>
      <SearchBox onDone={onClose} />
    </Modal>
  );
}

function SearchBox({ onDone }: { onDone: () => void }) {
  const router = useRouter();
  const listId = useId();
  const [text, setText] = useState("");
  const [q] = useDebouncedValue(text.trim(), 150);
  const [at, setAt] = useState(0);
  const { data: hits = [], isFetching } = $api.useQuery("get", "/api/v1/search", { params: { query: { q } } }, { enabled: q.length > 1 });
  const go = (hit: Hit | undefined) => {
    if (!hit) return;
    router.history.push(PATHS[hit.kind] + hit.id);
    onDone();
  };
  const onKey = (e: KeyboardEvent) => {
    if (e.key === "ArrowDown") setAt(Math.min(at + 1, hits.length - 1));
    else if (e.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (e.key === "Enter") go(hits[at]);
    else return;
    e.preventDefault();
  };
  return (
    <>
      <TextInput
        data-autofocus label="Client, audit, auditor or certificate" placeholder="Name or number" value={text}
        onChange={(e) => { setText(e.currentTarget.value); setAt(0); }} onKeyDown={onKey}
        role="combobox" aria-expanded={hits.length > 0} aria-controls={listId} aria-autocomplete="list"
        aria-activedescendant={hits[at] ? `${listId}-${at}` : undefined}
      />
      <div id={listId} role="listbox" aria-label="Found" className={classes.list}>
        {hits.map((hit, i) => (
          <div key={`${hit.kind} ${hit.id}`} id={`${listId}-${i}`} role="option" tabIndex={-1} aria-selected={i === at} className={classes.hit} onMouseDown={() => go(hit)}>
            <Text fw={600}>{hit.title}</Text>
            <Text c="dimmed" fz="sm">{formatWord(hit.kind)} · {hit.text}</Text>
          </div>
        ))}
      </div>
      {q.length > 1 && hits.length === 0 && !isFetching && <Text c="dimmed" mt="sm">Nothing found for “{q}”. Try part of a name, or a number such as C0001.</Text>}
    </>
  );
}
