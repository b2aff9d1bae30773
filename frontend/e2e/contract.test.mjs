// From application to contract and its changes on the screens: the review that
// asks back, an offer declined, one accepted, a change told in three clicks
// (task C9), the amendment that comes of it, and the refusals on the way.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, launch, situation } from "./browser.mjs";
import { enterAs, read, send, signInAs } from "./people.mjs";
import * as step from "./steps.mjs";

const mark = Date.now().toString(36);
const name = `Moorwind Daten ${mark} GmbH`;
const contact = `ida.moor.${mark}@moorwind.example`;
const password = "heather in the evening";
const scope = "Hosting of measuring data";

let browser, planner, admin, client, phone;
const ids = {};

before(async () => {
  browser = await launch();
  [planner, admin] = await Promise.all(["planner", "admin"].map((role) => enterAs(browser, role)));
  ids.client = await step.enterClient(planner.page, name, contact);
  await step.makeAccount(admin.page, { name: "Ida Moor", email: contact, password, roles: ["client"], client: name });
  client = await signInAs(browser, contact, password);
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
      for (const session of [planner, client].filter(Boolean)) console.log(await situation(session));
      throw error;
    }
    broken = "";
  });
}

/** Answers every point of the review with yes. */
async function allYes(review) {
  for (const yes of await review.getByRole("radio", { name: "Yes" }).all()) await yes.check();
}

stretch("the review refuses what is not answered, asks the client, and goes on", async () => {
  ids.application = await step.apply(client.page, { scope, code: "IAF 33" });
  const desk = planner.page;
  await desk.goto(`/applications/${ids.application}`);
  const review = desk.getByRole("form", { name: "Review" });
  await review.getByRole("radio", { name: "Yes" }).first().check();
  await review.getByRole("button", { name: "Accept the application" }).click();
  const refusal = review.getByRole("alert");
  await refusal.getByText("Not answered").first().waitFor();
  await refusal.getByText("application.review").first().waitFor();
  await review.getByRole("button", { name: "Ask the client" }).click();
  const ask = desk.getByRole("form", { name: "Ask the client" });
  await step.field(ask, "text").fill("Which data centres do you use?");
  await ask.getByRole("button", { name: "Ask by letter" }).click();
  await desk.getByText("Which data centres do you use?").waitFor();
  const { rows } = await read(desk, `/mails?q=${encodeURIComponent(contact)}`);
  assert.ok(rows.some((m) => m.text.includes("Which data centres do you use?")), "the question went out by letter");

  await client.page.goto("/mine");
  await client.page.getByRole("link", { name: "Answer" }).click();
  const answer = client.page.getByRole("form", { name: "Answer" });
  await step.field(answer, "text").fill("One of our own in Hamburg.");
  await assertAccessible(client.page, "an application with a question");
  await answer.getByRole("button", { name: "Answer and hand it back" }).click();
  await client.page.getByText("It is with the planner").waitFor();

  await desk.goto(`/applications/${ids.application}`);
  await desk.getByText("One of our own in Hamburg.").waitFor();
  await allYes(review);
  await review.getByRole("button", { name: "Accept the application" }).click();
  await desk.getByText("it is worked out anew").waitFor();
});

stretch("a decline names its grounds, and the client reads them", async () => {
  const second = await step.apply(client.page, { scope: "Sale of fishing rods", code: "IAF 29" });
  const desk = planner.page;
  await desk.goto(`/applications/${second}`);
  await desk.getByRole("button", { name: "Decline it instead" }).click();
  const decline = desk.getByRole("form", { name: "Decline" });
  await step.field(decline, "reasons").fill("Nobody of ours knows the trade.");
  await decline.getByRole("button", { name: "Decline the application" }).click();
  await decline.getByText("names at least one of").first().waitFor(); // a ground is needed beside the words
  await decline.getByLabel("No competence").check();
  await decline.getByRole("button", { name: "Decline the application" }).click();
  await desk.getByText("Nobody of ours knows the trade.").first().waitFor();
  await client.page.goto(`/applications/${second}`);
  await client.page.getByText("Nobody of ours knows the trade.").waitFor();
  const { status } = await send(desk, "POST", `/applications/${second}/contract`, {});
  assert.equal(status, 409, "no contract on a declined application");
});

/** Offers a contract on the accepted application. */
async function offer() {
  await planner.page.goto(`/applications/${ids.application}`);
  await planner.page.getByText("it is worked out anew").waitFor();
  await planner.page.getByRole("button", { name: "Offer this contract to the client" }).click();
  await planner.page.getByRole("heading", { name: /^Contract K/ }).waitFor();
  return new URL(planner.page.url()).pathname.split("/").pop();
}

stretch("an offer brings its receipt, may be declined, and another accepted", async () => {
  const first = await offer();
  const { rows } = await read(planner.page, `/mails?q=${encodeURIComponent(contact)}`);
  const letter = rows.find((m) => m.subject.startsWith("Your contract for certification"));
  assert.match(letter.attachments[0], /^audit-time-K\d+\.pdf$/);
  await client.page.goto(`/contracts/${first}`);
  await client.page.getByRole("button", { name: "Decline the offer" }).click();
  const decline = client.page.getByRole("form", { name: "Decline the offer" });
  await step.field(decline, "reason").fill("We are fewer than you counted.");
  await decline.getByRole("button", { name: "Decline it" }).click();
  await client.page.getByText("We are fewer than you counted.").waitFor();
  ids.contract = await offer();
  assert.notEqual(ids.contract, first);
  await step.accept(client.page, ids.contract);
  await client.page.getByText(/by Ida Moor/).first().waitFor();
});

stretch("C9: a change is told in three clicks and text, its days at once, a review open", async () => {
  const untold = await read(planner.page, "/due");
  const page = client.page;
  await page.goto("/mine");
  let clicks = 0;
  const click = (what) => { clicks += 1; return what.click(); };
  await click(page.getByRole("link", { name: "Tell a change" }));
  await click(page.getByRole("radio", { name: "How many persons work for us" }));
  await step.field(page, "persons").fill("80");
  await step.field(page, "text").fill("We took over the team of a competitor on the first of the month.");
  await page.getByText("18 → 80 persons").waitFor();
  await page.getByRole("region", { name: "The audit time before and after" }).or(page.getByLabel("The audit time before and after")).first().waitFor();
  await assertAccessible(page, "telling a change");
  await click(page.getByRole("button", { name: "Tell it" }));
  await page.getByRole("heading", { name: /^Notice N/ }).waitFor();
  assert.ok(clicks <= 3, `${clicks} clicks`);
  await page.getByText("With the planner").waitFor();
  await page.getByText("18 → 80 persons").waitFor();
  ids.notice = new URL(page.url()).pathname.split("/").pop();
  const due = await read(planner.page, "/due");
  assert.equal(due.notices, untold.notices + 1, "it waits on the planner's desk");
});

stretch("the planner answers it with an amendment, and the client signs", async () => {
  const desk = planner.page;
  await desk.goto("/due");
  await desk.getByRole("link", { name: /changes told by clients/ }).click();
  const { no } = await read(desk, `/notices/${ids.notice}`);
  await desk.getByRole("link", { name: no }).click();
  await desk.getByRole("button", { name: "Close it: no effect" }).waitFor();
  await desk.getByRole("link", { name: /^Amend contract K/ }).click();
  assert.equal(await step.field(desk, "persons").inputValue(), "80", "what the client told stands in the form");
  await step.field(desk, "soa_version").fill("2.1");
  await step.field(desk, "why").focus();
  await desk.getByRole("heading", { name: "What it would mean" }).waitFor();
  await desk.getByText("Stage 2", { exact: true }).first().waitFor();
  await assertAccessible(desk, "an amendment before it is offered");
  await desk.getByRole("button", { name: "Offer it to the client" }).click();
  await desk.getByRole("heading", { name: "Revision 2 is offered" }).waitFor();

  const { status } = await send(desk, "POST", `/amendments/${(await read(desk, `/contracts/${ids.contract}`)).amendments[0].id}/acceptance`, { signed_by: "Pia" }, { "If-Match": '"1"' });
  assert.equal(status, 403, "nobody signs for the client");

  const was = await step.auditsOf(desk, ids.client);
  await client.page.goto("/mine");
  await client.page.getByText("Revision 2 of contract").waitFor();
  await client.page.getByRole("link", { name: "Read and accept" }).click();
  await client.page.getByRole("button", { name: "Accept the amendment" }).click();
  await client.page.getByText(/Revision 2: in force since .* signed by Ida Moor/).waitFor();
  const now = await step.auditsOf(desk, ids.client);
  assert.ok(now.stage2.half_days > was.stage2.half_days, `stage 2: ${was.stage2.half_days} → ${now.stage2.half_days} half-days`);
  for (const revision of [1, 2]) {
    const pdf = await client.page.request.get(`/api/v1/contracts/${ids.contract}/receipt.pdf?revision=${revision}`);
    assert.equal(pdf.status(), 200, `the receipt of revision ${revision}`);
  }
  await client.page.goto("/mine");
  await client.page.getByText("Settled: the contract is amended").waitFor();
});

stretch("a declined amendment and a change without effect leave the contract as it is", async () => {
  const contract = await read(planner.page, `/contracts/${ids.contract}`);
  const asked = { scope, codes: contract.codes, persons: 200, site_ids: contract.site_ids, soa_version: "2.2", why: "A new hall" };
  const { status } = await send(planner.page, "POST", `/contracts/${ids.contract}/amendments`, asked, { "If-Match": `"${contract.version}"` });
  assert.equal(status, 201);
  await client.page.goto(`/contracts/${ids.contract}`);
  await client.page.getByRole("button", { name: "Decline the amendment" }).click();
  const decline = client.page.getByRole("form", { name: "Decline the amendment" });
  await step.field(decline, "reason").fill("The hall is not ours.");
  await decline.getByRole("button", { name: "Decline it" }).click();
  await client.page.getByText("The hall is not ours.").first().waitFor();
  assert.equal((await read(client.page, `/contracts/${ids.contract}`)).persons, 80);

  phone = await signInAs(browser, contact, password, { width: 390 });
  await phone.page.goto("/notices/new");
  await phone.page.getByRole("radio", { name: "Legal form or ownership" }).check();
  await step.field(phone.page, "text").fill("We are a stock company now.");
  await assertAccessible(phone.page, "telling a change on a phone");
  await phone.page.getByRole("button", { name: "Tell it" }).click();
  await phone.page.getByRole("heading", { name: /^Notice N/ }).waitFor();
  const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `the page is ${wide} wide`);
  await planner.page.goto(new URL(phone.page.url()).pathname);
  await step.field(planner.page, "reason").fill("Name and system stay.");
  await planner.page.getByRole("button", { name: "Close it: no effect" }).click();
  await planner.page.getByRole("heading", { name: "What came of it" }).waitFor();
  await phone.page.reload();
  await phone.page.getByText("Name and system stay.").waitFor();
});

stretch("a foreign client finds neither the notice nor the amendment", async () => {
  const stranger = await enterAs(browser, "client");
  for (const path of [`/notices/${ids.notice}`, `/contracts/${ids.contract}`, `/applications/${ids.application}`]) {
    const answer = await stranger.page.request.get(`/api/v1${path}`);
    assert.equal(answer.status(), 404, path);
  }
  assert.deepEqual([...planner.complaints, ...client.complaints, ...phone.complaints], []);
});
