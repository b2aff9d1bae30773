import { Badge, Button, Checkbox, Group, NativeSelect, Paper, PasswordInput, SimpleGrid, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { $api, seen, type Shape } from "../../api/client";
import { DataTable, type Column } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { FilterBar } from "../../ui/FilterBar";
import { Form, optional, text } from "../../ui/Form";
import { Page } from "../../ui/Page";
import { fieldErrors } from "../../ui/problem";
import { ClientPicker } from "../clients/ClientPicker";

const route = getRouteApi("/inside/admin/users");

type User = Shape<"User">;
type Roles = Shape<"Roles">;

const ROLES: Roles = ["admin", "planner", "auditor", "reviewer", "client"];

/** The accounts: who may come in, as what. */
export function Users() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (c: Partial<typeof search>) => void navigate({ search: (s) => ({ ...s, page: undefined, ...c }), replace: true });
  const [edit, setEdit] = useState<User | "new" | null>(null);
  const query = $api.useQuery("get", "/api/v1/users", { params: { query: search } });
  const columns: Column<User>[] = [
    { head: "Name", cell: (u) => u.name },
    { head: "E-mail", cell: (u) => u.email },
    { head: "Roles", cell: (u) => <Group gap={4}>{u.roles.map((r) => <Badge key={r}>{r}</Badge>)}{u.right && u.right !== "lead" && <Badge>{u.right === "read" ? "may read" : "may act"}</Badge>}</Group> },
    { head: "State", cell: (u) => (u.disabled ? "shut out" : u.in_vain ? "invited in vain: the address has an account elsewhere" : "active") },
    { head: "Change", cell: (u) => <Button variant="default" size="compact-xs" onClick={() => setEdit(u)} aria-label={`Change ${u.name}`}>Change</Button> },
  ];
  return (
    <Page title="People" actions={edit === null && <Button onClick={() => setEdit("new")}>New account</Button>}>
      {edit === "new" && <Paper maw={760}><NewUser onDone={() => setEdit(null)} /></Paper>}
      {edit !== null && edit !== "new" && <Paper maw={760}><ChangeUser key={edit.id} user={edit} onDone={() => setEdit(null)} /></Paper>}
      <FilterBar q={search.q} onQ={(q) => change({ q })} placeholder="Name or e-mail" />
      <DataTable
        label="People" columns={columns} rows={query.data?.rows} total={query.data?.total} rowKey={(u) => u.id} state={search} onState={change}
        error={query.error} onRetry={() => void query.refetch()} empty={<EmptyState title="Nobody found">Look for a part of the name or the e-mail.</EmptyState>}
      />
    </Page>
  );
}

function RoleBoxes({ roles }: { roles: string[] }) {
  return (
    <fieldset>
      <legend>Roles</legend>
      <Group>{ROLES.map((r) => <Checkbox key={r} name="roles" value={r} label={r} defaultChecked={roles.includes(r)} />)}</Group>
    </fieldset>
  );
}

function NewUser({ onDone }: { onDone: () => void }) {
  const create = $api.useMutation("post", "/api/v1/users", { onSuccess: onDone });
  const wrong = fieldErrors(create.error);
  const auditors = $api.useQuery("get", "/api/v1/auditors");
  return (
    <Form
      label="New account" submit="Make the account" pending={create.isPending} error={create.error} aside={<Button variant="default" onClick={onDone}>Leave it</Button>}
      onSubmit={(f) => create.mutate({ body: {
        name: text(f, "name"), email: text(f, "email"), password: String(f.get("password")), roles: f.getAll("roles") as Roles,
        client_id: optional(f, "client_id"), person_id: optional(f, "person_id"),
      } })}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput name="name" label="Name" error={wrong.name} required />
        <TextInput name="email" type="email" label="E-mail" error={wrong.email} required />
        <PasswordInput name="password" label="First password" error={wrong.password} required autoComplete="new-password" />
        <ClientPicker name="client_id" label="Client" description="For the role client" error={wrong.client_id} />
        <NativeSelect name="person_id" label="Auditor" description="Whose account it is, if an auditor's or reviewer's" error={wrong.person_id} data={[{ value: "", label: "None" }, ...(auditors.data ?? []).map((a) => ({ value: a.id, label: `${a.no} ${a.name}` }))]} />
      </SimpleGrid>
      <RoleBoxes roles={[]} />
    </Form>
  );
}

function ChangeUser({ user: u, onDone }: { user: User; onDone: () => void }) {
  const change = $api.useMutation("put", "/api/v1/users/{id}", { onSuccess: onDone });
  const wrong = fieldErrors(change.error);
  return (
    <Form
      label={`Change ${u.name}`} submit="Keep the change" pending={change.isPending} error={change.error} aside={<Button variant="default" onClick={onDone}>Leave it</Button>}
      onSubmit={(f) => change.mutate({
        params: { path: { id: u.id }, header: seen(u.version) },
        body: { name: text(f, "name"), roles: f.getAll("roles") as Roles, disabled: f.get("disabled") === "on", password: String(f.get("password") ?? "") || undefined },
      })}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput name="name" label="Name" defaultValue={u.name} error={wrong.name} required />
        <PasswordInput name="password" label="New password" description="Left empty, the old one stays; a new one ends all sessions" error={wrong.password} autoComplete="new-password" />
      </SimpleGrid>
      <RoleBoxes roles={u.roles} />
      <Checkbox name="disabled" label="Shut out: may not sign in" defaultChecked={u.disabled} />
    </Form>
  );
}
