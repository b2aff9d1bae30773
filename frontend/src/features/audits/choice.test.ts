import { expect, it } from "vitest";
import type { Shape } from "../../api/client";
import { byRank, suggest, teamOf } from "./choice";

const lead = { id: "p1", role: "lead", needs: [] };
const member = { id: "p2", role: "auditor", needs: ["IAF 33"] };

function person(person_id: string, rank: number, fits: boolean, positions: string[]): Shape<"Candidate"> {
  return { person_id, name: person_id, home_city: "Lyon", employment: "staff", fits, rank, findings: [], positions };
}

const ana = person("ana", 2, true, ["p1", "p2"]);
const ben = person("ben", 1, false, ["p1"]);
const cleo = person("cleo", 3, true, ["p2"]);

it("lists those who fit before those who do not, each by rank", () => {
  expect(byRank([ben, cleo, ana]).map((c) => c.name)).toEqual(["ana", "cleo", "ben"]);
});

it("suggests the best who fits for each position, nobody twice", () => {
  expect(suggest({ positions: [lead, member], candidates: [ben, cleo, ana] })).toEqual({ p1: "ana", p2: "cleo" });
});

it("leaves a position empty that nobody can hold", () => {
  expect(suggest({ positions: [lead, member], candidates: [ana] })).toEqual({ p1: "ana" });
  expect(suggest({ positions: [lead], candidates: [ben] })).toEqual({});
});

it("counts a person of two positions once", () => {
  expect(teamOf([lead, member], { p1: "ana", p2: "ana" })).toEqual(["ana"]);
});
