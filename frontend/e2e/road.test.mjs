// One client walks the whole road on the screens, in the hands of four roles and
// the administrator: application, contract, stage 1, stage 2, findings, decision,
// certificate, public check, surveillance due, the auditor's calendar.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { assertAccessible, launch, openPage, situation } from "./browser.mjs";
import { DEMO_PASSWORD, enterAs, read, signInAs } from "./people.mjs";
import * as step from "./steps.mjs";

const mark = Date.now().toString(36);
const name = `Fjordlicht Software ${mark} GmbH`;
const contact = `jana.winter.${mark}@fjordlicht.example`;
const password = "a long walk by the sea";
const scope = "Development and operation of booking software";

let browser, planner, admin, reviewer, client, lead;
const ids = {};

before(async () => {
  browser = await launch();
  [planner, admin, reviewer] = await Promise.all(["planner", "admin", "reviewer"].map((role) => enterAs(browser, role)));
});

after(() => browser.close());

let broken = "";

/** A stretch of the road; behind one that failed none can be walked. */
function stretch(title, walk) {
  test(title, async () => {
    assert.equal(broken, "", "an earlier stretch failed");
    broken = title;
    try {
      await walk();
    } catch (error) {
      for (const session of [planner, admin, reviewer, client, lead].filter(Boolean)) console.log(await situation(session));
      throw error;
    }
    broken = "";
  });
}

stretch("a client is entered and gets an account", async () => {
  ids.client = await step.enterClient(planner.page, name, contact);
  await step.makeAccount(admin.page, { name: "Jana Winter", email: contact, password, roles: ["client"], client: name });
  client = await signInAs(browser, contact, password);
  await client.page.getByRole("heading", { name: "Where is my certificate?" }).waitFor();
});

stretch("the client applies, the planner reviews and offers, the client accepts", async () => {
  ids.application = await step.apply(client.page, { scope, code: "IAF 33" });
  ids.contract = await step.reviewAndOffer(planner.page, ids.application);
  await step.accept(client.page, ids.contract);
  const audits = await step.auditsOf(planner.page, ids.client);
  ids.stage1 = audits.stage1.id;
  ids.stage2 = audits.stage2.id;
});

stretch("stage 1 is booked with the suggestion, agreed, held and reported", async () => {
  await step.bookSuggestion(planner.page, ids.stage1);
  await step.agree(client.page, ids.stage1);
  lead = await step.leadOf(browser, planner.page, ids.stage1);
  await step.start(lead.page, ids.stage1);
  await step.report(lead.page);
});

stretch("stage 2 is booked inside its window, held, and a finding is raised", async () => {
  await step.bookSuggestion(planner.page, ids.stage2);
  const { audit } = await read(planner.page, `/audits/${ids.stage2}`);
  assert.ok(audit.from >= audit.window.earliest && audit.to <= audit.window.latest, `${audit.from} to ${audit.to} lies in ${JSON.stringify(audit.window)}`);
  await step.agree(client.page, ids.stage2);
  lead = await step.leadOf(browser, planner.page, ids.stage2);
  await step.start(lead.page, ids.stage2);
  await step.raise(lead.page, "No internal audit covered the office in Hamburg.");
  await step.report(lead.page);
});

stretch("the client answers and the auditor accepts the plan", async () => {
  await step.answer(client.page);
  await step.acceptPlan(lead.page, ids.stage2);
});

stretch("an eligible reviewer decides, with the password asked again", async () => {
  const detail = await read(planner.page, `/audits/${ids.stage2}`);
  ids.file = detail.file_id;
  assert.ok(ids.file, "the report of stage 2 opened a decision file");
  const { deciders } = await read(planner.page, `/decision-files/${ids.file}`);
  assert.equal(deciders.find((d) => d.person_id === lead.person)?.may ?? false, false, "the lead of stage 2 may not decide");
  await reviewer.page.goto(`/files/${ids.file}`);
  await reviewer.page.getByRole("heading", { name: /^Gate: (\d+) of \1 met$/ }).waitFor();
  await step.grant(reviewer.page, ids.file, DEMO_PASSWORD);
});

stretch("the client downloads the certificate, and anyone finds it genuine", async () => {
  await client.page.goto("/mine");
  await client.page.getByRole("link", { name: "Download the certificate" }).waitFor();
  const { certificates } = await read(client.page, `/clients/${ids.client}`);
  await client.page.goto(`/certificates/${certificates[0].id}`);
  const link = client.page.getByRole("link", { name: "Download the PDF" });
  await link.waitFor();
  const [download] = await Promise.all([client.page.waitForEvent("download"), link.click()]);
  const pdf = await readFile(await download.path());
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");

  const visitor = await openPage(browser);
  await visitor.page.goto("/check");
  await checkFile(visitor.page, pdf);
  await visitor.page.locator('[data-verdict="genuine"]').waitFor();
  await visitor.page.getByText(scope).waitFor();
  await assertAccessible(visitor.page, "the verdict");
  const altered = Buffer.from(pdf);
  altered[altered.length >> 1] ^= 1;
  await checkFile(visitor.page, altered);
  await visitor.page.locator('[data-look="no"]').waitFor();
  await step.field(visitor.page, "number").fill(certificates[0].no);
  await visitor.page.getByRole("button", { name: "Check", exact: true }).click();
  await visitor.page.locator("[data-verdict]").getByText(certificates[0].no).waitFor();
  assert.deepEqual(visitor.complaints, []);
});

/** Gives a file to the public check, as a drop would. */
async function checkFile(page, buffer) {
  await page.locator('input[type="file"]').setInputFiles({ name: "certificate.pdf", mimeType: "application/pdf", buffer });
}

stretch("the first surveillance stands due in the cycle", async () => {
  const audits = await step.auditsOf(planner.page, ids.client);
  assert.equal(audits.surveillance1.mark, "to_plan");
  await client.page.goto("/mine");
  await client.page.getByRole("link", { name: /^Surveillance 1, to plan/ }).waitFor();
});

stretch("the auditor's calendar address shows both stages", async () => {
  await lead.page.goto("/my");
  await lead.page.getByRole("button", { name: "Make a new address" }).click();
  await lead.page.getByText("This is your new address").waitFor();
  const url = await lead.page.locator("code", { hasText: ".ics" }).first().textContent();
  const feed = await (await lead.page.request.get(new URL(url).pathname)).text();
  assert.match(feed, /^BEGIN:VCALENDAR\r\n/);
  const unfolded = feed.replaceAll("\r\n ", "");
  assert.ok(unfolded.includes(name), "the feed names the client");
  assert.match(unfolded, /STATUS:CONFIRMED/);
});

stretch("nothing on the way broke the Content-Security-Policy or threw", () => {
  for (const [who, session] of Object.entries({ planner, admin, reviewer, client, lead })) assert.deepEqual(session.complaints, [], who);
});
