// People and what belongs to them, in few clicks: a colleague who may read, an
// auditor's own numbers, what an expiring code takes away, a sheet with faults.
// Clicks are counted from the home page of the role.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertAccessible, launch, openPage } from "./browser.mjs";
import { countClicks } from "./clicks.mjs";
import { enterAs, read, send } from "./people.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** The link in the letter to an address, once it has left. */
async function linkTo(address) {
  for (let tries = 0; tries < 60; tries++) {
    for (const name of await readdir(process.env.MAIL_DIR).catch(() => [])) {
      const letter = await readFile(join(process.env.MAIL_DIR, name), "utf8");
      const text = letter.replace(/=\r?\n/g, "").replaceAll("=3D", "=");
      const found = text.includes(`To: <${address}>`) && text.match(/\/invitation#[\w-]+/);
      if (found) return found[0];
    }
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error(`no letter with a link came to ${address}`);
}

test("a client adds a colleague who may read (at most 3 clicks), and they change nothing", async () => {
  const { page, complaints } = await enterAs(browser, "client");
  const counter = await countClicks(page);
  await page.getByRole("link", { name: "Colleagues" }).click();
  const form = page.getByRole("form", { name: "Invite a colleague" });
  await form.getByLabel("Name").fill("Rena Vogt");
  await form.getByLabel("E-mail").fill("rena.vogt@reader.example");
  await form.getByRole("button", { name: "Invite" }).click();
  await page.getByText("Rena Vogt was invited").waitFor();
  assert.ok(counter.clicks <= 3, `${counter.clicks} clicks`);
  await assertAccessible(page, "colleagues");

  const link = await linkTo("rena.vogt@reader.example");
  const reader = await openPage(browser, { width: 390 });
  await reader.page.goto(link);
  await reader.page.locator('[name="password"]').fill("a long way to the sea");
  await reader.page.getByRole("button", { name: "Come in" }).click();
  await reader.page.getByRole("heading", { name: "Where is my certificate?" }).waitFor();
  await reader.page.getByText("You may read everything here and change nothing").waitFor();
  const me = await read(reader.page, "/session");
  assert.equal(me.read_only, true);

  for (const path of ["/mine", "/applications", `/clients/${me.client_id}`, "/colleagues"]) {
    await reader.page.goto(path);
    await reader.page.getByRole("heading", { level: 1 }).waitFor();
    await reader.page.waitForLoadState("networkidle");
    for (const write of [/^Answer$/, /^Invite$/, /^New /, /^Change(?!s told)/, /^Confirm/, /^Object/, /^Accept/, /^Submit$/, /^End /]) {
      const found = [...await reader.page.getByRole("button", { name: write }).allInnerTexts(), ...await reader.page.getByRole("link", { name: write }).allInnerTexts()];
      assert.deepEqual(found, [], `${path} shows ${write}`);
    }
    const wide = await reader.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${path} is ${wide} px wider than a telephone`);
  }
  for (const [method, path, body] of [
    ["POST", "/applications", { scheme_id: "27001-2022", scope: "x", codes: [], persons: 1 }],
    ["POST", `/clients/${me.client_id}/contacts`, { name: "Kim", role: "other", email: "kim@reader.example" }],
  ]) {
    const { status, body: problem } = await send(reader.page, method, path, body);
    assert.deepEqual([status, problem.code], [403, "read_only"], path);
  }

  const again = await openPage(browser);
  await again.page.goto(link);
  await again.page.locator('[name="password"]').fill("another way to the sea");
  await again.page.getByRole("button", { name: "Come in" }).click();
  await again.page.getByText("This link was used already").waitFor();

  await page.reload();
  await page.getByRole("button", { name: "End the access of Rena Vogt" }).click();
  await page.getByRole("button", { name: "Open the access of Rena Vogt" }).waitFor();
  await reader.page.goto("/mine");
  await reader.page.getByRole("heading", { name: "Sign in", level: 1 }).waitFor();
  assert.deepEqual([...complaints, ...reader.complaints], []);
});

test("a client keeps its contacts and its letters", async () => {
  const { page } = await enterAs(browser, "client");
  await page.goto("/colleagues");
  await page.getByRole("button", { name: "New contact" }).click();
  const form = page.getByRole("form", { name: "New contact" });
  await form.getByLabel("Name").fill("Ingo Rechnung");
  await form.getByLabel("E-mail").fill("no address");
  await form.getByLabel("For").selectOption("invoice");
  await form.getByLabel("E-mail").fill("invoices@harbour.example");
  await form.getByLabel("Telephone").fill("call me");
  await form.getByRole("button", { name: "Add the contact" }).click();
  await form.getByText("is no telephone number").first().waitFor();
  await form.getByLabel("Telephone").fill("+49 40 1234567");
  await form.getByRole("button", { name: "Add the contact" }).click();
  await page.getByRole("cell", { name: "Contracts and invoices" }).waitFor();

  await page.goto("/account");
  const must = page.getByRole("switch", { name: "A certification decision" });
  await must.waitFor();
  assert.equal(await must.isDisabled(), true);
  await page.getByText("Always sent. A decision and its reasons are owed to you").waitFor();
  const may = page.getByRole("switch", { name: "Dates are agreed" });
  await may.press("Space");
  const off = page.getByRole("switch", { name: "Dates are agreed", checked: false });
  await off.waitFor(); // it turns when the answer has come
  await page.reload();
  await off.waitFor();
  await assertAccessible(page, "letters");
});

test("an auditor sees codes, expiries, nights and load in 1 click, the numbers the planner sees", async () => {
  const { page, complaints } = await enterAs(browser, "auditor", { width: 390 });
  const counter = await countClicks(page);
  await page.locator("#main").getByRole("link", { name: "My work" }).click();
  await page.getByRole("heading", { name: /^Load in/ }).waitFor();
  assert.ok(counter.clicks <= 1, `${counter.clicks} clicks`);
  await assertAccessible(page, "my work");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${wide} px wider than a telephone`);
  const me = await read(page, "/session");
  await page.setViewportSize({ width: 1280, height: 900 }); // a telephone's tables have no row of heads to compare

  const { page: planner } = await enterAs(browser, "planner");
  await planner.goto(`/auditors/${me.person_id}`);
  for (const part of [/^Load in/, "Codes", "Absences"]) {
    const words = async (p) => (await p.getByRole("region", { name: part }).innerText()).replace(/\s+/g, " ");
    await planner.getByRole("region", { name: part }).waitFor();
    assert.equal(await words(page), await words(planner), String(part));
  }
  assert.deepEqual(complaints, []);
});

test("booked audits hit by a code that expires are found in 1 click, judged at the audit's days", async () => {
  const { page } = await enterAs(browser, "planner");
  const { rows } = await read(page, "/audits?state=owed&dates=confirmed&sort=dates&size=50");
  const audit = rows.find((a) => a.seats?.some((s) => s.role === "lead"));
  const lead = audit.seats.find((s) => s.role === "lead").person_id;
  const { authorisations } = await read(page, `/auditors/${lead}`);
  const dayBefore = new Date(Date.parse(audit.from) - 86_400_000).toISOString().slice(0, 10);
  const end = async (day) => {
    const now = (await read(page, `/auditors/${lead}`)).authorisations;
    for (const a of now.filter((x) => x.scheme_id === audit.scheme_id)) {
      const { status } = await send(page, "PUT", `/authorisations/${a.id}`,
        { scheme_id: a.scheme_id, role: a.role, code: a.code, valid_from: a.valid_from, valid_to: day, evidence: a.evidence }, { "If-Match": `"${a.version}"` });
      assert.equal(status, 200);
    }
  };
  assert.ok(authorisations.length > 0);

  await page.goto("/due");
  const counter = await countClicks(page);
  await end(dayBefore);
  await page.getByRole("link", { name: "What expires" }).click();
  await page.getByRole("heading", { name: "Authorisations that expire" }).waitFor();
  const within = page.getByRole("link", { name: new RegExp(`\\(${audit.no}\\)`) });
  await within.first().waitFor();
  assert.ok(counter.clicks <= 1, `${counter.clicks} clicks`);

  await end(audit.to); // good on the audit's last day: not hit
  await page.reload();
  await page.getByRole("heading", { name: "Authorisations that expire" }).waitFor();
  await page.getByRole("status").first().waitFor();
  assert.equal(await within.count(), 0);
});

/** 200 clients, seven of them faulty, each in another way. */
function sheet() {
  const head = "client_no,legal_name,trading_name,country,vat_no,contact_name,contact_email,language,register_consent";
  const rows = Array.from({ length: 200 }, (_, i) => [`N${String(i + 1).padStart(4, "0")}`, `Newcomer ${i + 1} GmbH`, "", "DE", "", "Kim Neu", `kim@newcomer${i + 1}.example`, "de", "yes"]);
  rows[9][6] = "kim at newcomer";
  rows[29][1] = "";
  rows[49][0] = "N0001";
  rows[69][3] = "Germany";
  rows[99][5] = "";
  rows[149][0] = "";
  rows[199][8] = "perhaps";
  return { name: "clients.csv", mimeType: "text/csv", buffer: Buffer.from([head, ...rows.map((r) => r.join(","))].join("\n")) };
}

/** From the planner's home to the end of an import; gives its page. */
async function bring(press) {
  const { page } = await enterAs(browser, "planner");
  const counter = await countClicks(page);
  await page.getByRole("link", { name: "Import", exact: true }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /Files/ }).click();
  await (await chooser).setFiles(sheet());
  await page.getByRole("button", { name: press, exact: true }).click();
  await page.getByText(/^Done: /).waitFor();
  assert.ok(counter.clicks <= 4, `${counter.clicks} clicks`);
  return page;
}

const counts = async (page) => (await page.getByRole("row", { name: /^clients\.csv 200/ }).first().innerText()).split(/\s+/).slice(1, 6).map(Number);

test("200 rows with 7 faults: 7 named lines, the rest tried, again makes no doubles (at most 4 clicks)", async () => {
  const dry = await bring("Dry run: look only");
  await dry.getByText("Nothing was changed.").waitFor();
  await dry.getByRole("heading", { name: "Refused records: 7" }).waitFor();
  const lines = await dry.getByRole("table").last().getByRole("row").allInnerTexts();
  assert.deepEqual(lines.slice(1).map((l) => Number(l.split(/\s+/)[1])), [10, 30, 50, 70, 100, 150, 200]);
  assert.deepEqual(await counts(dry), [200, 193, 0, 0, 7]);
  assert.equal((await read(dry, "/clients?q=Newcomer")).total, 0);

  await dry.getByRole("button", { name: "Import now" }).click(); // the file is still there
  await dry.getByRole("heading", { name: "Import", exact: true, level: 1 }).waitFor();
  await dry.getByText(/^Done: /).waitFor();
  const real = dry;
  assert.deepEqual(await counts(real), [200, 193, 0, 0, 7]);
  assert.equal((await read(real, "/clients?q=Newcomer")).total, 193);
  const again = await bring("Import");
  assert.deepEqual(await counts(again), [200, 0, 0, 193, 7]);
  assert.equal((await read(again, "/clients?q=Newcomer")).total, 193);
});

test("the admin keeps addresses and accreditations; an ended one is marked", async () => {
  const { page } = await enterAs(browser, "admin");
  await page.goto("/admin/settings");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  const body = page.getByRole("form", { name: "Change the settings" });
  await body.getByLabel("Complaints and appeals").fill("appeals@northgate.example");
  await body.getByRole("button", { name: "Keep the change" }).click();
  await page.getByText("appeals@northgate.example").first().waitFor();
  await page.getByRole("button", { name: "New accreditation" }).click();
  const form = page.getByRole("form", { name: "New accreditation" });
  await form.getByLabel("Accreditation body").fill("Harbour Accreditation");
  await form.getByLabel("Number").fill("H-17");
  await form.getByLabel("Counts from").fill("2020-01-01");
  await form.getByLabel("Until").fill("2020-12-31");
  await form.getByRole("checkbox").first().check();
  await form.getByRole("button", { name: "List it" }).click();
  await page.getByText("ended: new certificates show no mark").waitFor();
  await page.getByRole("region", { name: "Conventions" }).getByText("the day before the anniversary").first().waitFor();
  await assertAccessible(page, "settings");
  await page.getByRole("button", { name: "Take H-17 off the list" }).click();
  await page.getByText("None listed").waitFor();
});
