// Comes in as somebody, by the screens people use.
import assert from "node:assert/strict";
import { openPage } from "./browser.mjs";

/** The password of every account of a demo body. */
export const DEMO_PASSWORD = "certwright demo body";

/** A page of the demo's first person of a role, by one click. */
export async function enterAs(browser, role, options) {
  const session = await openPage(browser, options);
  await session.page.goto("/sign-in");
  await session.page.getByRole("button", { name: new RegExp(`^Enter as ${role} `) }).first().click();
  await session.page.waitForURL((url) => url.pathname !== "/sign-in");
  return session;
}

/** A page of a person by e-mail and password. */
export async function signInAs(browser, email, password = DEMO_PASSWORD, options) {
  const session = await openPage(browser, options);
  await session.page.goto("/sign-in");
  await session.page.locator('[name="email"]').fill(email);
  await session.page.locator('[name="password"]').fill(password);
  await session.page.getByRole("button", { name: "Sign in", exact: true }).last().click();
  await session.page.waitForURL((url) => url.pathname !== "/sign-in");
  return session;
}

/** Reads the API with the page's own session. */
export async function read(page, path) {
  const answer = await page.request.get(`/api/v1${path}`);
  assert.equal(answer.status(), 200, `GET ${path}: ${await answer.text()}`);
  return answer.json();
}

/** Sends to the API with the page's own session, as a program would that goes past the screens. */
export async function send(page, method, path, data, headers = {}) {
  const origin = new URL(page.url()).origin;
  const answer = await page.request.fetch(`/api/v1${path}`, { method, data, headers: { origin, ...headers } });
  const text = await answer.text();
  return { status: answer.status(), body: text ? JSON.parse(text) : null };
}

/** The ID at the end of the page's address. */
export function idOf(page) {
  return new URL(page.url()).pathname.split("/").pop();
}
