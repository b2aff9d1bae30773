// The forbidden turns, by screen and by API: each is refused, and the refusal
// carries the rule's name.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { DEMO_PASSWORD, enterAs, read, send, signInAs } from "./people.mjs";
import * as step from "./steps.mjs";

const mark = Date.now().toString(36);
const contact = `peer.holm.${mark}@skagen.example`;
const password = "a long walk by the sea";

let browser, planner, admin, client, lead;
const ids = {};

before(async () => {
  browser = await launch();
  [planner, admin] = await Promise.all(["planner", "admin"].map((role) => enterAs(browser, role)));
  ids.client = await step.enterClient(planner.page, `Skagen Hosting ${mark} GmbH`, contact);
  await step.makeAccount(admin.page, { name: "Peer Holm", email: contact, password, roles: ["client"], client: `Skagen Hosting ${mark}` });
  client = await signInAs(browser, contact, password);
  ids.contract = await step.reviewAndOffer(planner.page, await step.apply(client.page, { scope: "Hosting of customer systems", code: "IAF 33" }));
  await step.accept(client.page, ids.contract);
  const audits = await step.auditsOf(planner.page, ids.client);
  [ids.stage1, ids.stage2] = [audits.stage1.id, audits.stage2.id];
});

after(() => browser.close());

test("an auditor who advised the client cannot be booked", async () => {
  const found = await read(planner.page, `/audits/${ids.stage1}/candidates`);
  const person = found.candidates.find((c) => c.fits && c.positions.includes(found.positions[0].id));
  const today = (await read(planner.page, "/session")).today;
  const made = await send(planner.page, "POST", `/auditors/${person.person_id}/interests`, { client_id: ids.client, kind: "consultancy", from: today });
  assert.equal(made.status, 201, JSON.stringify(made.body));

  await planner.page.goto(`/audits/${ids.stage1}`);
  const form = planner.page.getByRole("form", { name: "Booking" });
  await form.getByLabel("Lead", { exact: true }).selectOption(person.person_id);
  await form.locator('[data-rule="planning.barred"]').first().waitFor();
  const reason = step.field(form, "reason");
  if (await reason.count()) await reason.fill("We would like to.");
  await form.getByRole("button", { name: "Book", exact: true }).click();
  await form.getByRole("alert").locator('[data-rule="planning.barred"]').first().waitFor();
  assert.equal((await read(planner.page, `/audits/${ids.stage1}`)).audit.dates, "open", "nothing was booked");
});

test("stage 2 cannot be started before stage 1 is concluded", async () => {
  await step.bookSuggestion(planner.page, ids.stage1);
  await step.agree(client.page, ids.stage1);
  await step.bookSuggestion(planner.page, ids.stage2);
  await step.agree(client.page, ids.stage2);
  lead = await step.leadOf(browser, planner.page, ids.stage2);
  await lead.page.goto(`/audits/${ids.stage2}`);
  await lead.page.locator('[data-rule="stage.order"]').first().waitFor();
  const { audit } = await read(lead.page, `/audits/${ids.stage2}`);
  const rules = await step.refused(lead.page, 422, "POST", `/audits/${ids.stage2}/start`, undefined, { "If-Match": `"${audit.version}"` });
  assert.deepEqual(rules, ["stage.order"]);
});

test("nobody decides on their own audit, by screen or by API", async () => {
  const first = await step.leadOf(browser, planner.page, ids.stage1);
  await step.start(first.page, ids.stage1);
  await step.report(first.page);
  await step.start(lead.page, ids.stage2);
  await step.report(lead.page);
  ids.file = (await read(planner.page, `/audits/${ids.stage2}`)).file_id;

  const email = `both.${mark}@northgate.example`;
  await step.makeAccount(admin.page, { name: lead.auditor.name, email, password, roles: ["auditor", "reviewer"], auditor: lead.person });
  const both = await signInAs(browser, email, password);
  await both.page.goto(`/files/${ids.file}`);
  await both.page.getByRole("heading", { name: "You may not decide this file" }).waitFor();
  const shown = await both.page.getByRole("region", { name: "You may not decide this file" }).locator("[data-rule]").first().getAttribute("data-rule");
  assert.match(shown, /^decision\./);
  assert.equal(await both.page.getByRole("button", { name: /^Sign:/ }).count(), 0);

  const { file } = await read(both.page, `/decision-files/${ids.file}`);
  const answer = await send(both.page, "POST", `/decision-files/${ids.file}/decision`,
    { outcome: "granted", reasons: "I know it is good.", password }, { "If-Match": `"${file.version}"` });
  assert.ok([403, 422].includes(answer.status), JSON.stringify(answer));
  assert.ok(answer.body.findings.some((f) => !f.met && f.rule === shown), JSON.stringify(answer.body));
});

test("a wrong password signs no decision", async () => {
  const reviewer = await enterAs(browser, "reviewer");
  const { file, outcomes } = await read(reviewer.page, `/decision-files/${ids.file}`);
  const answer = await send(reviewer.page, "POST", `/decision-files/${ids.file}/decision`,
    { outcome: outcomes[0] ?? "granted", reasons: "Complete.", password: `${DEMO_PASSWORD}!` }, { "If-Match": `"${file.version}"` });
  assert.ok(answer.status >= 400 && answer.status < 500, JSON.stringify(answer));
  assert.equal((await read(reviewer.page, `/decision-files/${ids.file}`)).file.state, "open");
});

test("another client's things are as if they were not there", async () => {
  const { rows } = await read(planner.page, "/clients?size=50");
  const other = rows.find((c) => c.id !== ids.client && c.certificates > 0);
  const detail = await read(planner.page, `/clients/${other.id}`);
  await client.page.goto(`/clients/${other.id}`);
  await client.page.getByRole("alert").getByText(/There is no such/).waitFor();
  for (const path of [`/clients/${other.id}`, `/contracts/${detail.contracts[0].id}`, `/certificates/${detail.certificates[0].id}`, `/certificates/${detail.certificates[0].id}/pdf`]) {
    assert.equal((await send(client.page, "GET", path)).status, 404, path);
  }
  assert.ok([403, 404].includes((await send(client.page, "GET", `/decision-files/${ids.file}`)).status));
});

test("a stale page is told so, and nothing is overwritten", async () => {
  const { client: c } = await read(planner.page, `/clients/${ids.client}`);
  const body = { no: c.no, legal_name: c.legal_name, country: "DE", contact_name: "Somebody Else", contact_email: contact };
  assert.equal((await send(planner.page, "PUT", `/clients/${ids.client}`, body, { "If-Match": `"${c.version}"` })).status, 200);
  const again = await send(planner.page, "PUT", `/clients/${ids.client}`, { ...body, contact_name: "Too Late" }, { "If-Match": `"${c.version}"` });
  assert.equal(again.status, 412);
  assert.equal((await read(planner.page, `/clients/${ids.client}`)).client.contact_name, "Somebody Else");
});
