// What becomes of a certificate besides its renewal: proposed by a planner with
// grounds and facts, decided by a reviewer who took no part, told to the client
// and to everybody who checks it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, launch, openPage } from "./browser.mjs";
import { DEMO_PASSWORD, enterAs, idOf, read } from "./people.mjs";

let browser, planner, reviewer, certificate;

before(async () => {
  browser = await launch();
  [planner, reviewer] = await Promise.all(["planner", "reviewer"].map((role) => enterAs(browser, role)));
  const { rows } = await read(planner.page, "/certificates?state=valid&sort=-expiry&size=50");
  certificate = rows[0];
});

after(() => browser.close());

/** Proposes a change on the certificate's page; gives the file it opens. */
async function propose(title, facts, more = async () => {}) {
  const { page } = planner;
  await page.goto(`/certificates/${certificate.id}`);
  await page.getByRole("radio", { name: title, exact: true }).check();
  const form = page.getByRole("form", { name: title });
  if (await form.getByRole("radio").count() > 1) await form.getByRole("radio").first().check();
  await form.getByLabel("Facts").fill(facts);
  await more(form);
  await form.getByRole("button", { name: /^Propose/ }).click();
  await page.waitForURL(/\/files\//);
  await page.getByRole("heading", { name: `Proposed: ${title.toLowerCase()}` }).waitFor();
  return idOf(page);
}

async function decide(file, name) {
  const { page } = reviewer;
  await page.goto(`/files/${file}`);
  const form = page.getByRole("form", { name: "Decision" });
  await form.getByLabel("Reasons").fill("The facts bear it out.");
  await form.getByLabel("Your password, again").fill(DEMO_PASSWORD);
  await form.getByRole("button", { name: `Sign: ${name}` }).click();
  await page.getByRole("heading", { name: `Decided: ${name}` }).waitFor();
}

/** What anybody is told of the number. */
async function verdict() {
  const { page, context } = await openPage(browser, { width: 390 });
  await page.goto(`/check?number=${certificate.no}`);
  const said = await page.getByRole("status", { name: "Answer" }).getAttribute("data-verdict");
  await assertAccessible(page, "public check");
  await context.close();
  return said;
}

test("a suspension is proposed, decided by somebody else, and seen by everybody", async () => {
  const file = await propose("Suspend", "Two majors of May are open in August.");
  await planner.page.getByText(/You may not decide this file/).waitFor();
  await assertAccessible(planner.page, "a proposed suspension");
  await decide(file, "suspended");
  await assertAccessible(reviewer.page, "a decided suspension");
  assert.equal(await verdict(), "suspended");
  await planner.page.goto(`/certificates/${certificate.id}`);
  await planner.page.getByText(/^Suspended since/).first().waitFor();
  await planner.page.getByText("Reasons: The facts bear it out.").waitFor();
  await assertAccessible(planner.page, "a suspended certificate");
  const { certificate: c } = await read(planner.page, `/certificates/${certificate.id}`);
  assert.equal(c.state, "suspended");
  assert.ok(c.resolve_by > c.state_since && c.expiry === certificate.expiry);
});

test("it is restored with the same expiry, then its scope is made smaller", async () => {
  await decide(await propose("Restore", "Both majors are verified."), "restored");
  assert.equal(await verdict(), "number_only");
  const file = await propose("Reduce the scope", "Payroll is given up.", (form) => form.getByLabel("Scope that stays").fill("Hosting alone"));
  await planner.page.getByText("Hosting alone").waitFor();
  await decide(file, "reduced");
  const { certificate: c, scope } = await read(planner.page, `/certificates/${certificate.id}`);
  assert.deepEqual([c.state, scope, c.revision, c.expiry], ["valid", "Hosting alone", certificate.revision + 1, certificate.expiry]);
  assert.deepEqual(planner.complaints.concat(reviewer.complaints), []);
});
