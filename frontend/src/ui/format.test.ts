import { describe, expect, it } from "vitest";
import { civilDate, count, dayNumber, formatDate, formatDistance, formatInstant, formatSpan, formatWord } from "./format";

describe("civil dates", () => {
  it("are written with their weekday", () => {
    expect(formatDate("2027-05-12")).toBe("12 May 2027 (Wed)");
    expect(formatDate("2024-02-29")).toBe("29 Feb 2024 (Thu)");
  });
  it("are a dash when there is none", () => {
    expect(formatDate(undefined)).toBe("–");
    expect(formatDate("soon")).toBe("–");
  });
  it("count days across a clock change without losing one", () => {
    expect(dayNumber("2027-03-29") - dayNumber("2027-03-27")).toBe(2);
    expect(civilDate(dayNumber("2028-02-28") + 1)).toBe("2028-02-29");
  });
  it("join into a span only when the ends differ", () => {
    expect(formatSpan("2027-05-12", "2027-05-12")).toBe("12 May 2027 (Wed)");
    expect(formatSpan("2027-05-12", "2027-05-14")).toBe("12 May 2027 (Wed) to 14 May 2027 (Fri)");
  });
  it("tell their distance", () => {
    expect(formatDistance("2027-05-12", "2027-05-12")).toBe("today");
    expect(formatDistance("2027-05-13", "2027-05-12")).toBe("in 1 day");
    expect(formatDistance("2027-05-01", "2027-05-12")).toBe("11 days ago");
  });
});

describe("instants and words", () => {
  it("say their zone", () => {
    expect(formatInstant("2027-05-12T23:30:00-02:00")).toBe("13 May 2027 (Thu) 01:30 UTC");
  });
  it("turn the API's words into people's", () => {
    expect(formatWord("stage2")).toBe("Stage 2");
    expect(formatWord("to_plan")).toBe("To plan");
    expect(count(1, "finding")).toBe("1 finding");
    expect(count(1200, "finding")).toBe("1,200 findings");
  });
});
