// The steps of the road as people take them on the screens. Each begins on a
// page of the right role and ends when the screen shows that it is done.
import assert from "node:assert/strict";
import { idOf, read, send, signInAs } from "./people.mjs";

/** A field of a form by its name, which is the API's own name for it. */
export function field(scope, name) {
  return scope.locator(`[name="${name}"]`);
}

/** The planner enters a client with one site. */
export async function enterClient(planner, name, contact) {
  await planner.goto("/clients/new");
  await field(planner, "legal_name").fill(name);
  await field(planner, "country").selectOption("DE");
  await field(planner, "contact_name").fill("Jana Winter");
  await field(planner, "contact_email").fill(contact);
  await planner.getByRole("button", { name: "Make the client" }).click();
  await planner.getByRole("heading", { name, level: 1 }).waitFor();
  await planner.getByRole("button", { name: "New site" }).click();
  const form = planner.getByRole("form", { name: "New site" });
  await field(form, "name").fill("Head office");
  await field(form, "city").fill("Hamburg");
  await field(form, "country").selectOption("DE");
  await field(form, "time_zone").fill("Europe/Berlin");
  await field(form, "persons").fill("18");
  await field(form, "lat").fill("53.551");
  await field(form, "lon").fill("9.994");
  await form.getByLabel("The central function is here").check();
  await form.getByRole("button", { name: "Add the site" }).click();
  await planner.getByRole("cell", { name: "Head office central" }).waitFor();
  return idOf(planner);
}

/** The administrator makes an account. */
export async function makeAccount(admin, { name, email, password, roles, client, auditor }) {
  await admin.goto("/admin/users");
  await admin.getByRole("button", { name: "New account" }).click();
  const form = admin.getByRole("form", { name: "New account" });
  await field(form, "name").fill(name);
  await field(form, "email").fill(email);
  await field(form, "password").fill(password);
  if (client) {
    await form.getByRole("combobox", { name: "Client" }).fill(client);
    await admin.getByRole("option", { name: new RegExp(client) }).click();
  }
  if (auditor) await field(form, "person_id").selectOption(auditor);
  for (const role of roles) await form.getByRole("checkbox", { name: role, exact: true }).check();
  await form.getByRole("button", { name: "Make the account" }).click();
  await form.waitFor({ state: "detached" });
}

/** The client applies and submits; gives the application's ID. */
export async function apply(client, { scope, code }) {
  await client.goto("/applications/new");
  await field(client, "scheme_id").selectOption({ label: "ISO/IEC 27001:2022" });
  await field(client, "persons").fill("18");
  await field(client, "scope").fill(scope);
  await client.getByRole("combobox", { name: "Technical areas" }).fill(code);
  await client.getByRole("option", { name: new RegExp(`^${code}:`) }).click();
  await client.keyboard.press("Escape");
  await field(client, "soa_version").fill("2.0");
  await client.getByRole("button", { name: "Keep as a draft" }).click();
  await client.getByRole("heading", { name: /^Application A/ }).waitFor();
  await client.getByRole("button", { name: "Submit" }).click();
  await client.getByText("It is with the planner").waitFor();
  return idOf(client);
}

/** The planner reviews the application and offers the contract; gives the contract's ID. */
export async function reviewAndOffer(planner, application) {
  await planner.goto(`/applications/${application}`);
  const review = planner.getByRole("form", { name: "Review" });
  await review.waitFor();
  for (const yes of await review.getByRole("radio", { name: "Yes" }).all()) await yes.check();
  await review.getByRole("button", { name: "Accept the application" }).click();
  await planner.getByText("it is worked out anew").waitFor();
  await planner.getByRole("button", { name: "Offer this contract to the client" }).click();
  await planner.getByRole("heading", { name: /^Contract K/ }).waitFor();
  return idOf(planner);
}

/** The client accepts the contract. */
export async function accept(client, contract) {
  await client.goto("/mine");
  await client.getByRole("link", { name: "Read and accept" }).click();
  await client.getByRole("button", { name: "Accept the contract" }).click();
  await client.getByRole("link", { name: "Open the programme" }).waitFor();
  assert.equal(idOf(client), contract);
}

/** The audits of a contract by type, as the client page knows them. */
export async function auditsOf(planner, client) {
  const { programmes } = await read(planner, `/clients/${client}`);
  return Object.fromEntries(programmes.at(-1).audits.map((a) => [a.type + (a.type === "surveillance" ? a.number : ""), a]));
}

/** The planner books what is suggested, giving a reason if a rule wants one. */
export async function bookSuggestion(planner, audit) {
  await planner.goto(`/audits/${audit}`);
  const form = planner.getByRole("form", { name: "Booking" });
  await form.getByText(/This team may (not )?go on these dates/).waitFor();
  if (await form.getByText(/This team may not go/).count()) await form.getByRole("button", { name: "Find the next days on which a team fits" }).click();
  await form.getByText(/This team may go on these dates/).waitFor();
  const reason = field(form, "reason");
  if (await reason.count()) await reason.fill("Agreed with the client by telephone.");
  await form.getByRole("button", { name: "Book", exact: true }).click();
  await planner.getByText("Proposed: the client has been told").waitFor();
}

/** The client agrees to the dates. */
export async function agree(client, audit) {
  await client.goto(`/audits/${audit}`);
  await client.getByRole("button", { name: "Confirm the dates" }).click();
  await client.getByText("Confirmed: agreed with the client").waitFor();
}

/** A page of the audit's lead. */
export async function leadOf(browser, planner, audit) {
  const detail = await read(planner, `/audits/${audit}`);
  const seat = detail.audit.seats.find((s) => s.role === "lead");
  const { auditor } = await read(planner, `/auditors/${seat.person_id}`);
  return { ...(await signInAs(browser, auditor.email)), person: seat.person_id, auditor };
}

/** The lead opens the audit. */
export async function start(lead, audit) {
  await lead.goto(`/audits/${audit}`);
  await lead.getByRole("button", { name: "Start the audit" }).click();
  await lead.getByRole("button", { name: "Write the report" }).waitFor();
}

/** The lead raises a finding. */
export async function raise(lead, statement) {
  await lead.getByRole("button", { name: "Raise a finding" }).click();
  const form = lead.getByRole("form", { name: "New finding" });
  await field(form, "requirement").fill("27001 9.2");
  await field(form, "statement").fill(statement);
  await field(form, "evidence").fill("Internal audit programme, revision 2");
  await form.getByRole("button", { name: "Raise it" }).click();
  await lead.getByRole("article").getByText(statement).waitFor();
}

/** The lead issues the report. */
export async function report(lead) {
  await lead.getByRole("button", { name: "Write the report" }).click();
  const form = lead.getByRole("form", { name: "Report" });
  await field(form, "summary").fill("The audit followed its plan; the management system is established and lived.");
  await form.getByRole("button", { name: "Issue the report" }).click();
  await lead.getByText("The audit followed its plan").waitFor();
}

/** The client answers the one open finding on its home page. */
export async function answer(client) {
  await client.goto("/mine");
  const finding = client.getByRole("article").first();
  await finding.getByRole("button", { name: "Answer" }).click();
  await field(finding, "correction").fill("The missing internal audit was held.");
  await field(finding, "cause").fill("The programme had been copied from the year before.");
  await field(finding, "action").fill("The programme is checked against the list of sites every year.");
  await finding.getByRole("button", { name: "Send the answer" }).click();
  await client.getByText("1 finding to answer").waitFor({ state: "detached" });
}

/** The lead accepts the client's plan. */
export async function acceptPlan(lead, audit) {
  await lead.goto(`/audits/${audit}`);
  const finding = lead.getByRole("article").first();
  await finding.getByRole("button", { name: "Judge the answer" }).click();
  await field(finding, "verdict").selectOption("accept_plan");
  await field(finding, "text").fill("Cause and plan are sound.");
  await finding.getByRole("button", { name: "Keep the verdict" }).click();
  await finding.getByText("Plan accepted").waitFor();
}

/** The reviewer decides on the file of a client. */
export async function grant(reviewer, file, password) {
  await reviewer.goto(`/files/${file}`);
  await reviewer.getByRole("radio", { name: "Granted" }).check();
  await field(reviewer, "reasons").fill("The file is complete and the team's recommendation is followed.");
  await field(reviewer, "password").fill(password);
  await reviewer.getByRole("button", { name: "Sign: granted" }).click();
  await reviewer.getByRole("heading", { name: "Decided: granted" }).waitFor();
}

/** Sends and expects a refusal; gives the names of the rules not met. */
export async function refused(page, status, method, path, data, headers) {
  const { status: got, body } = await send(page, method, path, data, headers);
  assert.equal(got, status, `${method} ${path}: ${JSON.stringify(body)}`);
  return (body.findings ?? []).filter((f) => !f.met).map((f) => f.rule);
}
