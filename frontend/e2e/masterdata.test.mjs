// Master data by hand: an auditor with what they may do, when somebody watched
// them, a threat to impartiality, a region's holiday; and what expires.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { enterAs } from "./people.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test("a planner enters an auditor and what bears on them", async () => {
  const { page, complaints } = await enterAs(browser, "planner");
  await page.goto("/auditors");
  await page.getByRole("link", { name: "New auditor" }).click();
  await page.getByLabel("Name").fill("Wilma Brandt");
  await page.getByLabel("E-mail").fill("wilma.brandt@northgate.example");
  await page.getByLabel("Time zone").fill("Europe/Berlin");
  await page.getByLabel("Holidays of").fill("DE-BY");
  await page.getByRole("button", { name: "Add the auditor" }).click();
  await page.getByRole("heading", { name: "Wilma Brandt", level: 1 }).waitFor();

  const permit = page.getByRole("form", { name: "New authorisation" });
  await permit.getByLabel("Code").fill("IAF 33");
  await permit.getByLabel("First day").fill("2020-01-01");
  await permit.getByRole("button", { name: "Authorise" }).click();
  await page.getByRole("region", { name: "Authorisations" }).getByRole("cell", { name: "IAF 33" }).waitFor();

  const concern = page.getByRole("form", { name: "New interest" });
  await concern.getByRole("combobox", { name: "Client" }).fill("orchard");
  await page.getByRole("option", { name: /Orchard/ }).first().click();
  await concern.getByLabel("From").fill("2024-01-01");
  await concern.getByLabel("Note").fill("set up their system");
  await concern.getByRole("button", { name: "Add the interest" }).click();
  await page.getByText("set up their system").waitFor();

  const watched = page.getByRole("form", { name: "New observation" });
  await watched.getByLabel("Day").fill("2025-02-03");
  await watched.getByRole("button", { name: "Record it" }).click();
  await page.getByText("Never yet.").waitFor({ state: "detached" });
  assert.deepEqual(complaints, []);
});

test("a threat is entered, reviewed and refused a review in two years", async () => {
  const { page } = await enterAs(browser, "reviewer");
  await page.goto("/risks");
  await page.getByRole("button", { name: "New threat" }).click();
  const form = page.getByRole("form", { name: "New threat" });
  await form.getByLabel("Who answers for it").fill("Head of certification");
  await form.getByLabel("What the threat is").fill("One client pays a third of all fees");
  await form.getByLabel("What is done about it").fill("Another reviewer each time");
  await form.getByLabel("Look at it again on").fill("2099-01-01");
  await form.getByRole("button", { name: "Enter it" }).click();
  await page.getByRole("alert").first().waitFor();
  const soon = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel("Look at it again on").fill(soon);
  await form.getByRole("button", { name: "Enter it" }).click();
  await page.getByRole("cell", { name: /a third of all fees/ }).waitFor();
});

test("a region's holiday is added and removed", async () => {
  const { page } = await enterAs(browser, "planner");
  await page.goto("/holidays?calendar=DE-BY&year=2027");
  const form = page.getByRole("form", { name: "New holiday" });
  await form.getByLabel("Day").fill("2027-08-15");
  await form.getByLabel("Name").fill("Assumption");
  await form.getByRole("button", { name: "Add the holiday" }).click();
  await page.getByRole("cell", { name: "Assumption", exact: true }).waitFor();
  await page.getByRole("button", { name: "Remove Assumption" }).click();
  await page.getByText("None of DE-BY's own in 2027").waitFor();
});

test("a changed table of audit time says whose days would be others, and a gap is refused", async () => {
  const { page, complaints } = await enterAs(browser, "planner");
  await page.goto("/schemes");
  await page.getByRole("link", { name: "ISO/IEC 27001:2022" }).click();
  await page.getByText("at most 30 %").waitFor();
  await page.getByRole("button", { name: "Propose a change" }).click();
  await page.getByText("Audit time and its table").click();
  const days = page.getByLabel("Days, 26 to 45 persons");
  await days.fill("12");
  await page.getByLabel("Reductions at most, %").fill("20");
  await page.getByRole("button", { name: "What would change?" }).click();
  await page.getByText("audit time table: from 26 persons: days").waitFor();
  await page.getByRole("group", { name: "Contracts with another audit time" }).or(page.getByLabel("Contracts with another audit time")).first().waitFor();
  await days.fill("-3");
  await page.getByRole("button", { name: "What would change?" }).click();
  await page.getByRole("alert").first().waitFor();
  assert.deepEqual(complaints.filter((c) => !c.includes("422")), []);
});
