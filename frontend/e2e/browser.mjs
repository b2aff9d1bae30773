// What every browser test needs: Debian's Chromium, a page of a role, axe, and
// an ear for messages of the Content-Security-Policy.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

export const BASE = (process.env.BASE_URL ?? "http://localhost:8080").replace(/\/$/, "");

const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** A browser; CHROMIUM names another executable than Debian's. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS });
}

/** A fresh, signed-out page that remembers what the console complained of. */
export async function openPage(browser, { width = 1280, colorScheme = "light" } = {}) {
  const context = await browser.newContext({ baseURL: BASE, viewport: { width, height: 900 }, colorScheme, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints = [];
  page.on("console", (m) => {
    if (/Content.Security.Policy/i.test(m.text())) complaints.push(m.text());
  });
  page.on("pageerror", (e) => complaints.push(String(e)));
  return { page, context, complaints };
}

/** Fails when axe finds something serious or critical on the page as it stands. */
export async function assertAccessible(page, name) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter((v) => v.impact === "serious" || v.impact === "critical");
  assert.deepEqual(serious.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(" | ")}`), [], `axe on ${name}`);
}

/** Where a page stands and what it refuses, for the report of a failure. */
export async function situation({ page }) {
  const alerts = await page.getByRole("alert").allInnerTexts();
  return [page.url(), ...alerts].join("\n  ");
}
