import { Badge, TextInput, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { $api, type Shape } from "../../api/client";
import { formatWord } from "../../ui/format";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import classes from "./Rules.module.css";

const BASIS: Record<string, string> = {
  confirmed: "seen in a source",
  recalled: "known from the standard, not seen in a source",
  policy: "this body's own choice",
};

/** Every rule the program holds people to; a refusal links to its rule here. */
export function Rules() {
  const [word, setWord] = useState("");
  const query = $api.useQuery("get", "/api/v1/rules");
  return (
    <Page title="Rules" lead="Every yes and no of this program comes from one of these.">
      <TextInput type="search" label="Find" placeholder="Name, clause or word" maw={320} value={word} onChange={(e) => setWord(e.currentTarget.value)} />
      <Loaded query={query} what="the rules">{(rules) => <List rules={rules} word={word.toLowerCase()} />}</Loaded>
    </Page>
  );
}

function List({ rules, word }: { rules: Shape<"Rule">[]; word: string }) {
  useEffect(() => {
    // The browser looked for the place before the rules were there.
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }, []);
  const shown = rules.filter((r) => `${r.id} ${r.title} ${r.clause} ${r.edition} ${r.why}`.toLowerCase().includes(word));
  return (
    <div>
      <Text c="dimmed">{shown.length} of {rules.length} rules</Text>
      {shown.map((r) => (
        <article key={r.id} id={r.id} className={classes.rule}>
          <Text fw={600}>{r.title} <Badge>{KINDS[r.kind] ?? formatWord(r.kind)}</Badge></Text>
          <Text c="dimmed" fz="sm"><code>{r.id}</code> · {r.edition} {r.clause} · {BASIS[r.basis] ?? r.basis}</Text>
          <Text>{r.why}</Text>
        </article>
      ))}
    </div>
  );
}

const KINDS: Record<string, string> = { hard: "nobody may pass it by", soft: "wants a reason", value: "computes a value" };
