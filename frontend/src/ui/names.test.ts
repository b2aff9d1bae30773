import { describe, expect, it } from "vitest";
import { countries, countryName, languageName, languages } from "./names";

describe("codes", () => {
  it("have names", () => {
    expect(countryName("PT")).toBe("Portugal");
    expect(countryName("de")).toBe("Germany");
    expect(languageName("pt")).toBe("Portuguese");
  });
  it("stay as they are when nobody knows them, and empty when there are none", () => {
    expect(countryName("QQ")).toBe("QQ");
    expect(countryName("<b>")).toBe("<B>");
    expect(languageName("q")).toBe("q");
    expect(countryName(undefined)).toBe("");
  });
});

describe("lists", () => {
  it("hold today's countries once, by name", () => {
    const all = countries();
    const codes = all.map((c) => c.value);
    expect(codes).toContain("DE");
    expect(new Set(all.map((c) => c.label)).size).toBe(all.length);
    for (const gone of ["DD", "SU", "EU", "ZZ"]) expect(codes).not.toContain(gone);
    expect(all.length).toBeGreaterThan(240);
    expect(all.length).toBeLessThan(255);
  });
  it("hold languages of two letters", () => {
    const codes = languages().map((l) => l.value);
    expect(codes).toContain("en");
    expect(codes).not.toContain("iw");
    expect(codes.length).toBeGreaterThan(150);
  });
});
