import { chromium } from "playwright-core";
const base = "http://localhost:8311";
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const steps = process.argv[2];
for (const width of [1280, 390]) {
  const ctx = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await ctx.newPage();
  await page.goto(base + "/sign-in");
  await page.getByRole("button", { name: new RegExp(`^Enter as ${process.argv[3] ?? "planner"} `) }).first().click();
  await page.waitForURL((u) => u.pathname !== "/sign-in");
  for (const path of steps.split(",")) {
    await page.goto(base + path);
    await page.waitForTimeout(2500);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    const name = `/tmp/desk-${path.replaceAll(/[^a-z0-9]/gi, "_").slice(-30)}-${width}.png`;
    await page.screenshot({ path: name, fullPage: process.argv[4] === "full" });
    console.log(name, "scrollWidth", wide);
  }
}
await browser.close();
