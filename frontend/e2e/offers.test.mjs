// An offer ends on a day: made with a last day, and one that ran out asked for
// again, renewed and accepted. A client gives its certification up, and thinks again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, launch } from "./browser.mjs";
import { enterAs, read, send, signInAs } from "./people.mjs";
import { accept, field } from "./steps.mjs";

let browser, planner;

before(async () => {
  browser = await launch();
  planner = await enterAs(browser, "planner");
});

after(() => browser.close());

/** A civil date so many days from the body's today. */
async function day(ahead) {
  const { today } = await read(planner.page, "/session");
  return new Date(Date.parse(today) + ahead * 86_400_000).toISOString().slice(0, 10);
}

/** A page of a client's contact. */
async function contactOf(client, options) {
  const { client: c } = await read(planner.page, `/clients/${client}`);
  return signInAs(browser, c.contact_email, undefined, options);
}

test("an offer is made to stand longer, within a year", async () => {
  const { page } = planner;
  const { rows } = await read(page, "/contracts?state=offered&sort=-valid_until");
  await page.goto(`/contracts/${rows[0].id}`);
  await page.getByText("Let it stand longer").click();
  const form = page.getByRole("form", { name: "Renew the offer" });
  await field(form, "valid_until").fill(await day(730));
  await form.getByRole("button", { name: "Renew the offer" }).click();
  await form.getByRole("alert").getByText(/a year ahead/).waitFor();
  await assertAccessible(page, "a last day too far off");
  await field(form, "valid_until").fill(await day(45));
  const renewed = page.waitForResponse((answer) => answer.url().endsWith("/renewal") && answer.ok());
  await form.getByRole("button", { name: "Renew the offer" }).click();
  await renewed; // the refusal goes away when the form is sent, not when it is answered
  const { valid_until } = await read(page, `/contracts/${rows[0].id}`);
  assert.equal(valid_until, await day(45));
});

test("an offer that ran out is asked for again, renewed, and accepted", async () => {
  const { page } = planner;
  await page.goto("/due");
  await page.getByRole("link", { name: /offers? runs? out within 7 days, or ran out/ }).click();
  await page.getByRole("heading", { name: "Contracts" }).waitFor();
  const today = await day(0);
  const { rows } = await read(page, `/contracts?valid_before=${today}`);
  const ended = rows[0];
  await page.getByRole("row", { name: new RegExp(ended.no) }).getByText(/ran out/).waitFor();
  await assertAccessible(page, "the list of contracts");

  const client = await contactOf(ended.client_id, { width: 390 });
  const { version } = await read(client.page, `/contracts/${ended.id}`);
  const refused = await send(client.page, "POST", `/contracts/${ended.id}/acceptance`, { signed_by: "Somebody" }, { "If-Match": `"${version}"` });
  assert.equal(refused.status, 422, JSON.stringify(refused.body));
  assert.deepEqual(refused.body.findings.map((f) => f.rule), ["contract.offer_open"]);
  await client.page.goto("/mine");
  await client.page.getByRole("link", { name: "Ask for a renewed offer" }).click();
  await client.page.getByText("This offer can no longer be accepted").waitFor();
  await assertAccessible(client.page, "an offer that ran out");
  await client.page.getByRole("button", { name: "Ask for a renewed offer" }).click();
  await client.page.getByText(/^You asked for a renewed offer/).waitFor();

  await page.goto(`/contracts/${ended.id}`);
  await page.getByText(/^The client asked for a renewed offer/).waitFor();
  await assertAccessible(page, "an offer to be renewed");
  await page.getByRole("form", { name: "Renew the offer" }).getByRole("button").click();
  await page.getByText(/it waits for the client to accept it until/).waitFor();
  await accept(client.page, ended.id);
  assert.equal((await read(page, `/contracts/${ended.id}`)).state, "active");
  assert.deepEqual(client.complaints, []);
});

test("a client gives its certification up, and takes that back", async () => {
  const { rows } = await read(planner.page, "/certificates?state=valid&sort=expiry&size=50");
  const certificate = rows.at(-1);
  const client = await contactOf(certificate.client_id, { width: 390 });
  await client.page.goto(`/certificates/${certificate.id}`);
  await client.page.getByRole("button", { name: "Ask for its end" }).click();
  const ask = client.page.getByRole("form", { name: "Ask for its end" });
  await assertAccessible(client.page, "giving a certification up");
  await field(ask, "facts").fill("Our customers no longer ask for it.");
  await ask.getByRole("button", { name: "Ask for the end of the certification" }).click();
  await client.page.getByText(/^You asked for the end of your certification/).waitFor();
  await assertAccessible(client.page, "a certification to be given up");

  const { proposed } = await read(planner.page, `/certificates/${certificate.id}`);
  await planner.page.goto(`/files/${proposed.id}`);
  await planner.page.getByText("Our customers no longer ask for it.").waitFor();
  await assertAccessible(planner.page, "a request to end a certification");

  await client.page.getByRole("button", { name: "Take it back" }).click();
  const back = client.page.getByRole("form", { name: "Take it back" });
  await field(back, "reason").fill("A customer asks for it again.");
  await back.getByRole("button", { name: "Take it back" }).click();
  await client.page.getByRole("button", { name: "Ask for its end" }).waitFor();
  await planner.page.reload();
  await planner.page.getByText(/A customer asks for it again\./).first().waitFor();
  const now = await read(planner.page, `/certificates/${certificate.id}`);
  assert.deepEqual([now.certificate.state, now.proposed], ["valid", undefined]);
  assert.deepEqual([...planner.complaints, ...client.complaints], []);
});
