import { describe, expect, it } from "vitest";
import { now, person, rule } from "../../../../test/custody/people.ts";
import { quorumMargin } from "./quorum-margin.ts";

const approver = (id: string, change = {}) => person(id, { roles: ["approver"], ...change });
const requester = person("rita", { roles: ["requester"] });

function spare(ids: readonly string[], given: Parameters<typeof rule>[0] = {}, others = [requester]): number {
  const groups = [{ name: "security", members: ids.toSorted() }];
  return quorumMargin(rule(given), groups, [...ids.map((id) => approver(id)), ...others], now).spare;
}

describe("the margin of a rule", () => {
  it("is how many approvers may be away, whoever they are", () => {
    expect(spare(["a"])).toBe(-1);
    expect(spare(["a", "b"])).toBe(0);
    expect(spare(["a", "b", "c"])).toBe(1);
    expect(spare(["a", "b", "c", "d"])).toBe(2);
  });

  it("is one less where whoever asks is an approver, too", () => {
    const both = ["a", "b", "c"].map((id) => person(id, { roles: ["approver", "requester"] }));
    const groups = [{ name: "security", members: ["a", "b", "c"] }];
    expect(quorumMargin(rule(), groups, both, now).spare).toBe(0);
    expect(quorumMargin(rule(), groups, both.slice(0, 2), now).spare).toBe(-1);
  });

  it("counts nobody who is not active yet, and nobody outside the groups", () => {
    const groups = [{ name: "security", members: ["a", "b"] }];
    const late = approver("b", { activeFrom: now + 1 });
    expect(quorumMargin(rule(), groups, [approver("a"), late, requester], now).spare).toBe(-1);
    expect(quorumMargin(rule(), groups, [approver("a"), approver("b"), approver("c"), requester], now).spare).toBe(0);
  });

  it("takes the weakest group where all must agree, and is spent where nobody can", () => {
    const groups = [
      { name: "legal", members: ["x", "y"] },
      { name: "security", members: ["a", "b", "c"] },
    ];
    const persons = ["a", "b", "c", "x", "y"].map((id) => approver(id)).concat(requester);
    const all = [
      { group: "security", min: 1 },
      { group: "legal", min: 1 },
    ];
    expect(quorumMargin(rule({ all }), groups, persons, now).spare).toBe(1);
    expect(quorumMargin(rule({ all: [] }), groups, persons, now).spare).toBe(-1);
  });
});
