import { Paper, Stack, Text, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { $api } from "../../api/client";
import { Form, optional, text } from "../../ui/Form";
import { Loaded } from "../../ui/Loaded";
import { Page, Section } from "../../ui/Page";
import { DropFile } from "./DropFile";
import { VerdictCard } from "./VerdictCard";

const route = getRouteApi("/check");

type Asked = { number?: string; code?: string; qr?: string; sha256?: string };

/** Open to everyone: is this certificate real, and what is true of it today? */
export function Check() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [file, setFile] = useState<{ name: string; sha256: string } | null>(null);
  const asked: Asked | null = file ? { sha256: file.sha256 } : search.number || search.qr || search.code ? search : null;
  return (
    <Page title="Is this certificate real?" lead="No account needed. The answer comes from the certification body's own record, as of now.">
      <Stack maw={860} gap="lg">
        {asked && <Answer asked={asked} file={file?.name} />}
        <Section title="By the file">
          <DropFile onFile={setFile} />
        </Section>
        <Section title="By its number">
          <Paper maw={520}>
            <Form
              label="Check by number" submit="Check" pending={false}
              onSubmit={(f) => {
                setFile(null);
                void navigate({ search: { number: text(f, "number"), code: optional(f, "code") } });
              }}
            >
              <TextInput name="number" label="Certificate number" defaultValue={search.number} key={search.number} required maxLength={60} />
              <TextInput name="code" label="Check code" description="Printed beside the QR code; with it the content is proved, without it only the number" defaultValue={search.code} maxLength={64} />
            </Form>
          </Paper>
        </Section>
        <Text c="dimmed">Scanning the QR code with a phone's camera opens this page with the answer.</Text>
      </Stack>
    </Page>
  );
}

function Answer({ asked, file }: { asked: Asked; file?: string }) {
  const query = $api.useQuery("get", "/api/v1/public/check", { params: { query: asked } });
  return <Loaded query={query} what="the answer">{(verdict) => <VerdictCard verdict={verdict} file={file} />}</Loaded>;
}
