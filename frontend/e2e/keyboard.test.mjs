// The keyboard keeps its place: a form that opens takes it, and what goes away leaves it on the screen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { enterAs, read, signInAs } from "./people.mjs";
import { field } from "./steps.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("name") || document.activeElement?.tagName);

test("A client answers a finding by keyboard alone", async () => {
  const planner = await enterAs(browser, "planner");
  const { rows } = await read(planner.page, "/findings?open=true&size=100");
  const raised = rows.find((f) => f.state === "raised");
  const { client } = await read(planner.page, `/clients/${raised.client_id}`);
  const { page } = await signInAs(browser, client.contact_email, undefined, { width: 390 });
  const finding = page.getByRole("article", { name: `Finding ${raised.no}` });
  await finding.getByRole("button", { name: "Answer" }).focus();
  await page.keyboard.press("Enter");
  await field(finding, "correction").waitFor();
  assert.equal(await focused(page), "correction", "the form that came takes the focus");
  for (const words of ["Put right.", "It was copied.", "It is checked every year."]) {
    await page.keyboard.type(words);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await finding.waitFor({ state: "detached" });
  assert.notEqual(await focused(page), "BODY", "the screen keeps the focus");
});

test("Another screen begins at its top, and its small tables fit a phone", async () => {
  const { page } = await enterAs(browser, "client", { width: 390 });
  await page.getByRole("button", { name: "Open the menu" }).click();
  await page.getByRole("link", { name: "Colleagues" }).click();
  await page.getByRole("heading", { name: "Colleagues and contacts", level: 1 }).waitFor();
  assert.equal(await focused(page), "MAIN");
  const colleagues = page.getByRole("group", { name: "Colleagues" });
  assert.ok(await colleagues.evaluate((e) => e.scrollWidth <= e.clientWidth), "nothing lies beside the screen");
});
