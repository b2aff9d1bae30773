import { expect, it } from "vitest";
import { placeOf, placesOf } from "./roles";

it("lights the one place a screen belongs to, the nearest", () => {
  const places = placesOf(["planner"]);
  expect(placeOf(places, "/auditors/expiring")?.label).toBe("What expires");
  expect(placeOf(places, "/auditors/01a202e0")?.label).toBe("Auditors");
  expect(placeOf(places, "/account")).toBeUndefined();
});
