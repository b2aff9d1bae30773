// Audits held as one, cancelled, and counted: by screen, as planners do it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, launch } from "./browser.mjs";
import { enterAs, read, send, signInAs } from "./people.mjs";
import * as step from "./steps.mjs";

const mark = Date.now().toString(36);
const contact = `ada.holm.${mark}@ribe.example`;
const password = "a long walk by the sea";

let browser, planner, client;
const ids = {};

before(async () => {
  browser = await launch();
  let admin;
  [planner, admin] = await Promise.all(["planner", "admin"].map((role) => enterAs(browser, role)));
  ids.client = await step.enterClient(planner.page, `Ribe Works ${mark} GmbH`, contact);
  await step.makeAccount(admin.page, { name: "Ada Holm", email: contact, password, roles: ["client"], client: `Ribe Works ${mark}` });
  client = await signInAs(browser, contact, password);
  ids.site = (await read(planner.page, `/clients/${ids.client}`)).sites[0].id;
  for (const [scheme, soa] of [["27001-2022", "2.0"], ["9001-2015", undefined]]) ids[scheme] = await contracted(scheme, soa);
});

after(() => browser.close());

/** A signed contract of a scheme, made past the screens that other tests walk; gives its Stage 1. */
async function contracted(scheme, soa) {
  const ok = ({ status, body }) => {
    assert.ok(status < 300, JSON.stringify(body));
    return body;
  };
  const seen = (x) => ({ "If-Match": `"${x.version}"` });
  let a = ok(await send(client.page, "POST", "/applications", {
    client_id: ids.client, scheme_id: scheme, scope: "Making and hosting", codes: ["IAF 33"], persons: 18, site_ids: [ids.site], soa_version: soa,
  }));
  a = ok(await send(client.page, "POST", `/applications/${a.id}/submission`, undefined, seen(a)));
  const points = ["information", "differences", "competence", "scope", "impartiality", "team"].map((point) => ({ point, answer: "yes" }));
  a = ok(await send(planner.page, "POST", `/applications/${a.id}/review`, { accepted: true, points }, seen(a)));
  let c = ok(await send(planner.page, "POST", `/applications/${a.id}/contract`, {}));
  c = ok(await send(client.page, "POST", `/contracts/${c.id}/acceptance`, { signed_by: "Ada Holm" }, seen(c)));
  const { programmes } = await read(planner.page, `/clients/${ids.client}`);
  return programmes.find((p) => p.programme.scheme_id === scheme).audits.find((x) => x.type === "stage1");
}

test("two audits of one client are held as one, and parted again", async () => {
  const page = planner.page;
  const host = ids["27001-2022"];
  await page.goto(`/audits/${host.id}`);
  await page.getByRole("button", { name: "Join audits" }).click();
  const form = page.getByRole("form", { name: "Join audits" });
  for (const point of ["documentation", "management review", "internal audits", "processes"]) await form.getByLabel(point, { exact: true }).check();
  await step.field(form, "justification").fill("One handbook and one internal audit for both.");
  await form.getByRole("button", { name: "Hold them as one" }).click();
  await page.getByRole("heading", { name: "Integrated audit", exact: true }).waitFor();
  const { audit, time, parts } = await read(page, `/audits/${host.id}`);
  assert.deepEqual(audit.scheme_ids, ["27001-2022", "9001-2015"]);
  assert.equal(parts.length, 2);
  assert.ok(time.reduction > 11 && time.reduction < 12, `four of seven points save ${time.reduction} %`);
  const paper = await page.request.get(`/api/v1/audits/${host.id}/receipt.pdf`);
  assert.equal(paper.headers()["content-type"], "application/pdf");
  await assertAccessible(page, "an integrated audit");
  await page.goto(`/audits/${ids["9001-2015"].id}`);
  await page.getByText("This audit is held as part of").waitFor();

  await page.goto(`/audits/${host.id}`);
  await page.getByRole("button", { name: "Part it again" }).click();
  await step.field(page.getByRole("form", { name: "Part the audits" }), "reason").fill("The teams come on other days.");
  await page.getByRole("button", { name: "Give each programme its own audit" }).click();
  await page.getByRole("button", { name: "Join audits" }).waitFor();
});

test("an audit that is owed falls away only with another in its place", async () => {
  const page = planner.page;
  const x = ids["27001-2022"];
  await step.bookSuggestion(page, x.id);
  await page.getByRole("button", { name: "Cancel this audit" }).click();
  const form = page.getByRole("form", { name: "Cancel the audit" });
  await step.field(form, "reason").fill("The client moves to another building.");
  await form.getByRole("button", { name: "Cancel it for good" }).click();
  await form.getByRole("alert").locator('[data-rule="programme.owed"]').waitFor();
  await form.getByLabel("The programme owes a new audit in its place").check();
  await form.getByRole("button", { name: "Cancel it for good" }).click();
  await page.getByText("Cancelled: The client moves to another building.").waitFor();
  const { programmes } = await read(page, `/clients/${ids.client}`);
  const stages = programmes.find((p) => p.programme.scheme_id === "27001-2022").audits.filter((a) => a.type === "stage1");
  assert.deepEqual(stages.map((a) => [a.no, a.state]).sort(), [[x.no, "cancelled"], [`${x.no}b`, "owed"]].sort());
});

test("every count of the due list opens exactly the list it counts", async () => {
  const page = planner.page;
  await page.goto("/due");
  await page.locator("a[data-count]").first().waitFor();
  const links = await page.locator("a[data-count]").evaluateAll((all) => all.map((a) => ({ href: a.getAttribute("href"), n: Number(a.dataset.count) })));
  // Offers that run out and suspensions not resolved are counted only when there are any.
  const standing = links.filter(({ href, n }) => n === 0 || !/valid_before|resolve_before/.test(href));
  assert.equal(standing.length, 8);
  for (const { href, n } of links) {
    await page.goto(href);
    const total = page.locator("[data-total]");
    if (n === 0) {
      await page.getByRole("heading", { level: 1 }).waitFor();
      assert.equal(await total.count() === 0 ? 0 : Number(await total.first().getAttribute("data-total")), 0, href);
    } else {
      await total.first().waitFor();
      assert.equal(Number(await total.first().getAttribute("data-total")), n, href);
    }
  }
});
