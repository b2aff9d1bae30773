import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { draw } from "../test/render";
import { allowed, readableFacts, sentence, sortFindings, summarise, wantsReason, type Finding } from "./findings";
import { FindingList } from "./FindingList";
import { Problem } from "./Problem";

const met: Finding = { rule: "planning.window", clause: "H1", kind: "hard", met: true, text: "Inside the window." };
const hard: Finding = {
  rule: "planning.barred", clause: "5.2.10", kind: "hard", met: false, subject: "Ana Lima",
  text: "Consulted for this client until 1 May 2026 (Fri).", remedy: "Choose someone else until 1 May 2028 (Mon).",
  facts: [{ name: "interest", value: "consultancy" }],
};
const soft: Finding = { rule: "planning.ceilings", kind: "soft", met: false, text: "6 days in a week of 5." };

describe("findings", () => {
  it("come hard first, then soft, then met", () => {
    expect(sortFindings([met, soft, hard]).map((f) => f.rule)).toEqual(["planning.barred", "planning.ceilings", "planning.window"]);
  });
  it("forbid only by a hard rule, and want a reason for a soft one", () => {
    expect(allowed([met, soft])).toBe(true);
    expect(allowed([met, hard])).toBe(false);
    expect(wantsReason([met, hard])).toBe(false);
    expect(wantsReason([soft])).toBe(true);
    expect(summarise([met, soft, hard])).toBe("1 rule against it, 1 wants a reason, 1 met");
  });
});

describe("words of a finding", () => {
  it("say codes as people do and name nobody twice", () => {
    const lacks = { ...hard, subject: "Luc Vasseur", text: "Luc Vasseur lacks lead|27001-2022" };
    expect(sentence(lacks)).toBe("Luc Vasseur lacks lead, 27001:2022");
    expect(sentence({ ...lacks, subject: "Stage 1", text: "nobody has 27001-2022|IAF 31" })).toBe("Stage 1: nobody has 27001:2022, IAF 31");
    expect(sentence({ ...lacks, text: "certificate 14001-00001 stands" })).toBe("Luc Vasseur: certificate 14001-00001 stands");
  });
  it("leave IDs out of the facts and write days with their weekday", () => {
    const facts = [{ name: "auditor", value: "01a202e0-1698-74a9-8800-cb513a7643d9" }, { name: "from", value: "2026-11-23" }, { name: "halfDays", value: "6" }];
    expect(readableFacts({ ...hard, facts })).toEqual([{ name: "from", value: "23 Nov 2026 (Mon)" }, { name: "half days", value: "6" }]);
  });
});

describe("the list", () => {
  it("names rule, clause, remedy and facts, a word beside each sign", () => {
    const { container } = draw(<FindingList findings={[met, hard, soft]} />);
    const item = container.querySelector('[data-rule="planning.barred"]')!;
    expect(item.textContent).toContain("Not met: Ana Lima: Consulted");
    expect(item.textContent).toContain("What would help: Choose someone else");
    expect(item.textContent).toContain("5.2.10");
    expect(item.textContent).toContain("consultancy");
    expect(container.querySelector('[data-rule="planning.ceilings"]')!.textContent).toContain("Needs a reason");
  });
  it("folds the met rules away and shows them on demand", () => {
    const { container } = draw(<FindingList findings={[met, hard]} />);
    expect(container.querySelector('[data-rule="planning.window"]')).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Show the 1 rule met" }));
    expect(container.querySelector('[data-rule="planning.window"]')).not.toBeNull();
  });
});

describe("a problem", () => {
  it("shows fields and rules of a refusal", () => {
    draw(<Problem error={{ code: "rule_violated", title: "The booking is refused.", findings: [hard], fields: [{ field: "team", message: "names nobody" }] }} />);
    const alert = screen.getByRole("alert");
    expect(alert.getAttribute("data-code")).toBe("rule_violated");
    expect(alert.textContent).toContain("planning.barred");
    expect(alert.textContent).toContain("names nobody");
  });
  it("says what to do about a stale page and a lost connection", () => {
    draw(<Problem error={{ code: "stale", title: "It changed." }} />);
    expect(screen.getByRole("alert").textContent).toContain("Load it again");
    draw(<Problem error={new TypeError("Failed to fetch")} />);
    expect(screen.getByText(/did not answer/)).toBeTruthy();
  });
});
