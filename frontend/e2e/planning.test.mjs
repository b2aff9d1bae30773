// The planner's desk, with the clicks counted from the role's home page: plan
// what the next quarter owes, and answer an auditor's illness.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, launch } from "./browser.mjs";
import { enterAs, read, send } from "./people.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** A page whose clicks are counted; choosing in a list is one, too. */
async function counting() {
  const session = await enterAs(browser, "planner");
  let clicks = 0;
  return {
    ...session,
    clicks: () => clicks,
    click: (what) => { clicks++; return what.click(); },
    choose: (what, value) => { clicks++; return what.selectOption(value); },
  };
}

test("what the next quarter owes is planned, watched, explained and booked in at most 8 clicks", async () => {
  const { page, clicks, click, choose, complaints } = await counting();
  await click(page.getByRole("link", { name: "Planning", exact: true }));
  await assertAccessible(page, "planning");
  await choose(page.getByLabel("What is due in"), "half a year");
  await click(page.getByRole("button", { name: "Search for a plan" }));
  await page.getByRole("img", { name: /^The cost fell from/ }).waitFor();
  await page.getByText("Above the best plan at most").waitFor();
  // It may have proved its plan the best there is, and ended by itself.
  const stop = page.getByRole("button", { name: "Stop and keep" });
  if (await stop.isVisible()) await click(stop);
  await page.getByRole("heading", { name: /^Proposed: \d+ audits/ }).waitFor();
  await assertAccessible(page, "a proposal");
  const proposed = await page.locator("[data-audit]").count();
  assert.ok(proposed >= 10, `only ${proposed} audits are proposed`);

  await click(page.getByRole("link", { name: /^Why / }).first());
  await page.getByRole("heading", { name: /^Why (Stage|Surv|Recert)/ }).waitFor();
  assert.ok((await page.getByText(/could not|^ *could/).count()) > 5, "few people are explained");
  await assertAccessible(page, "an explanation");

  await page.getByLabel(/^Reason/).fill("The plan of the half year.");
  await click(page.getByRole("button", { name: `Book all ${proposed}` }));
  await page.getByText(/lines? booked, 0 lines refused/).waitFor();
  assert.ok(clicks() <= 8, `${clicks()} clicks`);

  // And all of it back, by two more.
  await page.getByRole("link", { name: "Take back…" }).click();
  await page.getByRole("button", { name: `Take back ${proposed} lines` }).waitFor();
  assert.equal(await page.locator("[data-undo]").count(), proposed);
  await assertAccessible(page, "an undo");
  await page.getByRole("button", { name: `Take back ${proposed} lines` }).click();
  await page.getByText("took it back").first().waitFor();
  assert.equal(await page.locator("[data-audit]").getByText("took it back").count(), proposed);
  await page.getByRole("button", { name: `Book all ${proposed}` }).waitFor();
  assert.deepEqual(complaints, []);
});

/** Asks for a plan of a named period, from the desk. */
async function searchFor(page, period) {
  await page.goto("/planning");
  await page.getByLabel("What is due in").selectOption(period);
  await page.getByRole("button", { name: "Search for a plan" }).click();
}

/** Takes what a search has found, and gives the address of its page. */
async function untilProposed(page) {
  const stop = page.getByRole("button", { name: "Stop and keep" });
  const lines = page.getByRole("heading", { name: /^Proposed: \d+ audit|^Nothing to change/ });
  await stop.or(lines).first().waitFor();
  if (await stop.isVisible()) await stop.click();
  await lines.waitFor();
  return page.url();
}

test("several plans are open at once; what two want is refused by name, and the rest, or all after dismissing, is planned", async () => {
  const { page, complaints } = await enterAs(browser, "planner");
  await searchFor(page, "half a year");
  const first = await untilProposed(page);
  await page.getByText(/^Nobody else can plan these \d+ audits until/).waitFor();
  await assertAccessible(page, "an open proposal");

  await searchFor(page, "a year");
  await page.getByRole("alert").getByText(/The proposal for what is due .*begun by .* on .*has \d+ of these audits/).waitFor();
  await page.getByRole("link", { name: /^Proposal: due / }).waitFor();
  await page.locator(`[data-open="${first.split("/").at(-1)}"]`).getByText("proposal").waitFor();
  await assertAccessible(page, "a period that another plan has audits of");
  await page.getByRole("button", { name: "Plan the rest" }).click();
  assert.notEqual(await untilProposed(page), first);
  await page.goto("/planning");
  await page.locator("[data-open]").nth(1).waitFor();

  await searchFor(page, "a year");
  await page.getByRole("button", { name: "Dismiss them and go on" }).click();
  await untilProposed(page);
  await page.getByRole("button", { name: "Dismiss", exact: true }).click();
  await page.getByText(/^Nobody else can plan/).waitFor({ state: "detached" });
  await page.goto("/planning");
  await page.getByRole("heading", { name: "Searches so far" }).waitFor();
  await page.getByRole("link", { name: /UTC|CET/ }).first().waitFor();
  assert.equal((await read(page, "/planning/open")).length, 0);
  assert.deepEqual(complaints.filter((c) => !c.includes("409")), []);
});

test("an auditor is ill for five days: a repair is shown at once and booked in at most 6 clicks", async () => {
  const { page, clicks, click, choose, complaints } = await counting();
  // Somebody with a booking of the coming weeks.
  const today = (await read(page, "/session")).today;
  const booked = (await read(page, "/audits?state=owed&size=200")).rows.filter((a) => a.from > today && a.seats.length > 0);
  assert.ok(booked.length > 0, "nothing is booked");
  const hit = booked.sort((a, b) => a.from.localeCompare(b.from)).at(-1);
  const ill = hit.seats[0];
  const last = new Date(Date.parse(hit.from) + 4 * 86_400_000).toISOString().slice(0, 10);

  await click(page.getByRole("link", { name: "Planning", exact: true }));
  const form = page.getByRole("form", { name: "Somebody is away" });
  await choose(form.getByLabel("Auditor"), ill.person_id);
  await form.getByLabel("First day").fill(hit.from);
  await form.getByLabel("Last day").fill(last);
  await click(form.getByRole("button", { name: "Keep it and show a repair" }));
  await page.getByRole("heading", { name: / is away / }).waitFor();
  const line = page.locator(`[data-audit="${hit.no}"]`);
  await line.waitFor();
  assert.equal(await page.getByText("sick").count(), 0, "why somebody is away is theirs");
  await page.getByText(/^\d+ letters?, each as soon as its line is done/).waitFor();
  await assertAccessible(page, "a repair");
  await page.getByLabel(/^Reason/).fill("Illness.");
  await click(page.getByRole("button", { name: /^Book all/ }));
  await page.getByText(/lines? booked, 0 lines refused/).waitFor();
  assert.ok(clicks() <= 6, `${clicks()} clicks`);
  const now = await read(page, `/audits/${hit.id}`);
  assert.ok(now.audit.from !== hit.from || now.audit.seats.every((s) => s.person_id !== ill.person_id), "the ill person is still booked");

  // One undo: what the rules still allow goes back; the ill person's booking cannot, and says why.
  await page.getByRole("link", { name: "Take back…" }).click();
  const undo = page.locator(`[data-undo="${hit.no}"]`);
  await undo.getByText(/Stays:/).waitFor();
  await assertAccessible(page, "an undo");
  assert.ok(await page.getByRole("button", { name: /^Take back 0 lines|^Take back \d+ line/ }).isVisible());
  assert.deepEqual(complaints, []);
});

test("an admin changes the shortest notice; impossible prices are refused beside their field", async () => {
  const { page, complaints } = await enterAs(browser, "admin");
  await page.goto("/planning/prices");
  await page.getByText("A lead who is new to the client").waitFor();
  await assertAccessible(page, "prices");
  await page.getByRole("button", { name: "Change" }).click();
  await assertAccessible(page, "changing prices");
  await page.getByLabel("Two half-days each way above, in km").fill("10");
  await page.getByLabel("Shortest notice, in days").fill("21");
  await page.getByRole("button", { name: "Keep the change" }).click();
  await page.locator('[data-price="travel.blockKm2"]').getByText(/cannot begin before one does, at 250 km/).waitFor();
  await page.getByLabel("Two half-days each way above, in km").fill("1500");
  await page.getByRole("button", { name: "Keep the change" }).click();
  await page.locator('[data-price="notice"]').getByText("21 days").waitFor();
  assert.deepEqual(complaints.filter((c) => !c.includes("400")), []);

  const planner = await enterAs(browser, "planner");
  await planner.page.goto("/planning");
  await planner.page.getByText(/clients have 21 days' notice/).waitFor();
  await planner.page.goto("/planning/prices");
  await planner.page.getByText("usually 14").waitFor();
  assert.equal(await planner.page.getByRole("button", { name: "Change" }).count(), 0);
  const back = await page.request.get("/api/v1/planning/prices");
  assert.equal((await send(page, "PUT", "/planning/prices", { values: { notice: 14 } }, { "If-Match": back.headers().etag })).status, 200);
});

test("an absence that is known already is repaired from the desk and from the auditor's page", async () => {
  const { page, clicks, click, complaints } = await counting();
  const today = (await read(page, "/session")).today;
  const booked = (await read(page, "/audits?state=owed&size=200")).rows.filter((a) => a.from > today && a.seats.length > 0);
  const hit = booked.sort((a, b) => a.from.localeCompare(b.from))[0];
  const away = await send(page, "POST", `/auditors/${hit.seats[0].person_id}/absences`, { from: hit.from, to: hit.from, why: "surgery" });
  assert.equal(away.status, 201);
  await click(page.getByRole("link", { name: "Planning", exact: true }));
  const row = page.locator(`[data-absence="${away.body.absence.id}"]`);
  await row.getByText(hit.no).waitFor();
  assert.equal(await page.getByText("surgery").count(), 0, "why somebody is away is theirs");
  await assertAccessible(page, "absences to repair");
  await click(row.getByRole("button", { name: /^Show a repair/ }));
  await page.getByRole("heading", { name: / is away / }).waitFor();
  await page.locator(`[data-audit="${hit.no}"], [data-left-out="${hit.no}"]`).first().waitFor();
  assert.ok(clicks() <= 2, `${clicks()} clicks`);
  await page.goto(`/auditors/${hit.seats[0].person_id}`);
  await page.locator(`[data-absence="${away.body.absence.id}"]`).getByRole("button", { name: /^Show a repair/ }).waitFor();
  assert.deepEqual(complaints, []);
});

test("nobody but planners comes to the desk, and what cannot be planned is said", async () => {
  const { page } = await enterAs(browser, "planner");
  await page.goto("/planning");
  await page.getByLabel("What is due in").selectOption("days");
  await page.getByLabel("To", { exact: true }).fill("2020-01-01");
  await page.getByRole("button", { name: "Search for a plan" }).click();
  await page.getByRole("alert").getByText(/has passed/).waitFor();
  const auditor = await enterAs(browser, "auditor");
  assert.equal((await send(auditor.page, "GET", "/planning/runs")).status, 403);
  assert.equal(await auditor.page.getByRole("link", { name: "Planning", exact: true }).count(), 0);
});
