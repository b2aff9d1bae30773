// Every screen of every role, light at full width and dark at 390 px: it draws,
// nothing is wider than the window, axe finds nothing serious, the console is quiet.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, launch, openPage } from "./browser.mjs";
import { enterAs, read } from "./people.mjs";

let browser, ids;

before(async () => {
  browser = await launch();
  const { page } = await enterAs(browser, "planner");
  ids = await examples(page);
});

after(() => browser.close());

/** One of each thing in the demo, found as a planner. */
async function examples(page) {
  const first = async (path) => (await read(page, path)).rows[0]?.id;
  const certificate = await first("/certificates?state=valid");
  const { programme, check_url } = await read(page, `/certificates/${certificate}`);
  const mine = async (role, path) => {
    const own = await enterAs(browser, role);
    const { rows } = await read(own.page, await path(await read(own.page, "/session")));
    await own.context.close();
    return rows[0].id;
  };
  return {
    certificate, check: new URL(check_url).pathname + new URL(check_url).search,
    own: await mine("client", () => "/certificates"), seated: await mine("auditor", (me) => `/audits?auditor=${me.person_id}`),
    programme: programme.programme.id, client: programme.programme.client_id, contract: programme.programme.contract_id,
    audit: await first("/audits?state=owed&dates=open"), booked: await first("/audits?dates=proposed"), held: await first("/audits?state=reported"),
    application: await first("/applications?state=submitted"), file: await first("/decision-files?state=open"),
    auditor: (await read(page, "/auditors"))[0].id,
  };
}

const SCREENS = {
  planner: () => ["/due", "/audits", `/audits/${ids.audit}`, `/audits/${ids.booked}`, `/audits/${ids.held}`, "/clients", "/clients/new", `/clients/${ids.client}`,
    "/applications", `/applications/${ids.application}`, `/applications/new?client=${ids.client}`, `/contracts/${ids.contract}`, `/contracts/${ids.contract}/amend`, "/notices", `/programmes/${ids.programme}`,
    "/auditors", "/auditors/new", "/auditors/watched", "/auditors/expiring", `/auditors/${ids.auditor}`, "/risks", "/holidays", "/certificates", `/certificates/${ids.certificate}`, "/schemes", "/schemes/27001-2022", "/planning", "/import", "/admin/mail", "/account"],
  reviewer: () => ["/files", `/files/${ids.file}`, "/files?state=decided&all=true"],
  auditor: () => ["/my", `/audits/${ids.seated}`, "/work", "/account"],
  client: () => ["/mine", `/certificates/${ids.own}`, "/colleagues", "/applications", "/applications/new", "/notices", "/notices/new", "/account"],
  admin: () => ["/admin/users", "/admin/jobs", `/admin/ledger?kind=client&object=${ids.client}`, "/admin/settings", "/no-such-page"],
  public: () => ["/sign-in", "/check", ids.check, "/rules"],
};

const LOOKS = [{ width: 1280, colorScheme: "light" }, { width: 390, colorScheme: "dark" }];

for (const [role, paths] of Object.entries(SCREENS)) {
  for (const look of LOOKS) {
    test(`${role}'s screens, ${look.colorScheme}, ${look.width} px`, async () => {
      const { page, complaints } = role === "public" ? await openPage(browser, look) : await enterAs(browser, role, look);
      for (const path of paths()) {
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.waitForLoadState("networkidle");
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth > 0), false, `${path} is wider than ${look.width} px`);
        await assertAccessible(page, `${path} as ${role}`);
      }
      assert.deepEqual(complaints, [], `console as ${role}`);
    });
  }
}

test("the search opens with Ctrl-K and leads by keyboard alone", async () => {
  const { page } = await enterAs(browser, "planner");
  const { client } = await read(page, `/clients/${ids.client}`);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Client, audit, auditor or certificate" }).fill(client.no);
  await page.getByRole("option", { name: new RegExp(client.no) }).first().waitFor();
  await assertAccessible(page, "the search");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1 }).getByText(client.legal_name).waitFor();
});

test("the first thing the tab key reaches leads past the menu", async () => {
  const { page } = await enterAs(browser, "planner");
  await page.goto("/due");
  await page.getByRole("heading", { name: "Due list" }).waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
});

test("a count of the due list opens the list it counts", async () => {
  const { page } = await enterAs(browser, "planner");
  const due = await read(page, "/due");
  for (const [word, n] of [["late", due.late], ["at risk", due.at_risk], ["wait for the client's word", due.proposed]]) {
    await page.goto("/due");
    await page.getByRole("link", { name: new RegExp(`^${n}\\s*${word}`) }).click();
    await page.waitForURL("**/audits?**");
    const { total } = await read(page, `/audits${new URL(page.url()).search}`);
    assert.equal(total, n, word);
  }
});
