import { Button, Checkbox, Fieldset, NativeSelect, SimpleGrid, Text, Textarea, TextInput } from "@mantine/core";
import { $api, type Shape } from "../../api/client";
import { Form, text } from "../../ui/Form";
import { fieldErrors } from "../../ui/problem";
import { useStandard } from "../schemes/Standard";

type Grade = Shape<"FindingInput">["grade"];

const GRADES: { value: Grade; label: string }[] = [
  { value: "minor", label: "minor nonconformity" },
  { value: "major", label: "major nonconformity" },
  { value: "opportunity", label: "opportunity for improvement" },
];

/** A new finding; stage 1 names areas of concern only. */
export function RaiseForm({ audit: a, onDone }: { audit: Shape<"Audit">; onDone: () => void }) {
  const raise = $api.useMutation("post", "/api/v1/audits/{id}/findings", { onSuccess: onDone });
  const wrong = fieldErrors(raise.error);
  const schemes = a.scheme_ids ?? [a.scheme_id];
  const names = useStandard();
  const grades = a.type === "stage1" ? [{ value: "area_of_concern", label: "area of concern" }] : GRADES;
  return (
    <Form
      label="New finding" submit="Raise it" pending={raise.isPending} error={raise.error}
      onSubmit={(f) => raise.mutate({
        params: { path: { id: a.id } },
        body: { grade: text(f, "grade") as Grade, requirement: text(f, "requirement"), statement: text(f, "statement"), evidence: text(f, "evidence"), unmet: f.get("unmet") === "on", scheme_ids: schemes.length > 1 ? f.getAll("scheme_ids").map(String) : undefined },
      })}
      aside={<Button variant="default" onClick={onDone}>Leave it</Button>}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <NativeSelect name="grade" label="How heavy" data={grades} error={wrong.grade} />
        <TextInput name="requirement" label="Requirement" description="Clause, such as 27001 9.2" error={wrong.requirement} required />
      </SimpleGrid>
      {schemes.length > 1 && (
        <Fieldset legend="Which standards it concerns">
          {schemes.map((id) => <Checkbox key={id} name="scheme_ids" value={id} label={names(id)} defaultChecked mt={4} />)}
          {wrong.scheme_ids && <Text c="red" fz="sm">{wrong.scheme_ids}</Text>}
        </Fieldset>
      )}
      {a.type !== "stage1" && <Checkbox name="unmet" label="A requirement is not met" description="Then it is a nonconformity, never an opportunity" defaultChecked />}
      <Textarea name="statement" label="Statement" description="What does not meet the requirement" error={wrong.statement} required minLength={3} />
      <Textarea name="evidence" label="Evidence" description="What was seen, where" error={wrong.evidence} required />
    </Form>
  );
}
