// A list says what is true for its reader, in words that mean something to them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { enterAs, read } from "./people.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test("a list of audits asks only what its reader knows", async () => {
  for (const [role, filters] of [["planner", 1], ["client", 0]]) {
    const { page } = await enterAs(browser, role);
    await page.goto("/audits");
    await page.getByLabel("State").first().waitFor();
    for (const name of ["Unplanned", "At risk", "Late"]) assert.equal(await page.getByRole("checkbox", { name }).count(), filters, `${name} for a ${role}`);
  }
});

test("a reviewer's queue tells a file that is ready from one that is not", async () => {
  const { page } = await enterAs(browser, "reviewer");
  const { rows } = await read(page, "/decision-files?state=open");
  await page.goto("/files?all=true");
  for (const f of rows.slice(0, 10)) {
    const row = page.getByRole("row").filter({ hasText: f.no });
    const words = !f.may_decide ? "not yours to decide" : f.met === f.of ? "you may decide" : "yours once complete";
    await row.getByText(words, { exact: true }).waitFor();
    if (!f.due_on) await row.getByText("no day fixed").waitFor();
  }
  assert.ok(rows.length > 0);
});
