import { Button, Paper, Text, Textarea } from "@mantine/core";
import { $api, seen, type Shape } from "../../api/client";
import { useActs } from "../../app/session";
import { Form, text } from "../../ui/Form";
import { formatInstant } from "../../ui/format";
import { Section } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";

type Application = Shape<"Application">;

/** What the review asked the client, with the answers; the one that waits is answered here. */
export function Requests({ application: a, onChange }: { application: Application; onChange: () => void }) {
  const requests = a.requests ?? [];
  const acts = useActs("planner", "admin", "client");
  if (requests.length === 0) return null;
  return (
    <Section title="What the review asked">
      {requests.map((q) => (
        <Paper key={q.at} maw={860} mb="sm">
          <Text c="dimmed" fz="sm">{q.by}, {formatInstant(q.at)}</Text>
          <Text>{q.text}</Text>
          {q.answer && <><Text c="dimmed" fz="sm" mt="sm">{q.answered_by}, {formatInstant(q.answered_at)}</Text><Text>{q.answer}</Text></>}
          {acts && !q.answer && a.state === "info_requested" && <Answer application={a} onChange={onChange} />}
        </Paper>
      ))}
    </Section>
  );
}

function Answer({ application: a, onChange }: { application: Application; onChange: () => void }) {
  const answer = $api.useMutation("post", "/api/v1/applications/{id}/answer");
  return (
    <Form
      label="Answer" submit="Answer and hand it back" pending={answer.isPending} error={answer.error}
      onSubmit={(f) => answer.mutate({ params: { path: { id: a.id }, header: seen(a.version) }, body: { text: text(f, "text") } })}
      aside={<Button variant="default" onClick={onChange}>Change what is asked first</Button>}
    >
      <Textarea name="text" label="Your answer" required autosize minRows={2} mt="sm" error={fieldErrors(answer.error).text} />
    </Form>
  );
}
