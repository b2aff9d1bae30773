// A client's answer is not lost while it is written, and is seen to have arrived.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, launch } from "./browser.mjs";
import { DEMO_PASSWORD, enterAs, read, signInAs } from "./people.mjs";
import { field } from "./steps.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const drafts = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(".draft.")));

test("An answer being written is kept until it is sent or its writer signs out", async () => {
  const planner = await enterAs(browser, "planner");
  const { rows } = await read(planner.page, "/findings?open=true&size=100");
  const { no, client_id } = rows.findLast((f) => f.state === "raised" && ["major", "minor"].includes(f.grade));
  const { client } = await read(planner.page, `/clients/${client_id}`);
  const { page } = await signInAs(browser, client.contact_email, DEMO_PASSWORD, { width: 390 });
  const finding = page.getByRole("article", { name: `Finding ${no}` });
  const goOn = finding.getByRole("button", { name: "Answer: go on with your draft" });

  await finding.getByRole("button", { name: "Answer", exact: true }).click();
  await field(finding, "correction").fill("The list was put right.");
  await page.reload();
  await goOn.click();
  assert.equal(await field(finding, "correction").inputValue(), "The list was put right.");

  await page.getByRole("button", { name: /^Signed in as/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/sign-in/);
  assert.deepEqual(await drafts(page), [], "nothing stays behind in the browser");
  await field(page, "email").fill(client.contact_email);
  await field(page, "password").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).last().click();

  await finding.getByRole("button", { name: "Answer", exact: true }).click();
  assert.equal(await field(finding, "correction").inputValue(), "");
  for (const [name, words] of [["correction", "The list was put right."], ["cause", "It was copied."], ["action", "It is checked every year."]]) await field(finding, name).fill(words);
  await finding.getByRole("button", { name: "Send the answer" }).click();

  await page.getByRole("status").getByText(`Sent: the answer to ${no} is with the auditor.`).waitFor();
  await page.getByRole("heading", { name: "Answered, with the auditor" }).waitFor();
  const answered = page.getByRole("listitem").filter({ hasText: no });
  assert.match(await answered.textContent(), /answered/);
  assert.deepEqual(await drafts(page), [], "what was sent is no draft");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing lies beside the screen");
  await assertAccessible(page, "a client's home after an answer");
  await answered.getByRole("link", { name: no }).click();
  await finding.getByText("Answered", { exact: true }).waitFor();
});
