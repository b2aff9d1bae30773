// Counts what a hand does: each press of a mouse button or finger on the page,
// through loads and on every page of the context. Typing is free.

/** A counter of the presses from now on. */
export async function countClicks(page) {
  let presses = 0;
  await page.context().exposeBinding("certwrightPressed", () => { presses += 1; });
  await page.context().addInitScript(listen);
  await page.evaluate(listen);
  return { get clicks() { return presses; } };
}

function listen() {
  addEventListener("pointerdown", (e) => { if (e.isTrusted) window.certwrightPressed(); }, true);
}
