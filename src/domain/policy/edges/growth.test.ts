import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import { account, accountFor, allow, arnOf, deny, type TestPerson, trusts } from "./account-for-test.ts";
import { escalationEdges } from "./escalation-edges.ts";

const engine = prover();

/** An account of `size` users and as many roles; the first `admins` users hold the same documents. */
function questions(
  size: number,
  admins: number,
  documents: Readonly<Record<string, object>>,
): { readonly count: number; readonly edges: number } {
  const people: TestPerson[] = [];
  const owned = Object.fromEntries(Object.entries(documents));
  for (let at = 0; at < size; at += 1) {
    people.push({ name: `user-${at}`, ...(at < admins ? { attached: owned } : {}) });
    const trust =
      at % 3 === 0
        ? trusts({ AWS: account })
        : trusts({ Service: at % 3 === 1 ? "ec2.amazonaws.com" : "lambda.amazonaws.com" });
    people.push({ name: `role-${at}`, trust });
  }
  const model = accountFor(people);
  const finder = escalationEdges(model, engine);
  let edges = 0;
  for (const who of model.principals.slice(0, 2 * admins)) {
    for (const cell of finder.of(who, who.principal.kind === "user" ? "user-key" : "role-session", 0))
      edges += cell.edges.length;
  }
  return { count: finder.questions(), edges };
}

describe("the questions to the engine", () => {
  const wide = { all: allow("*") };

  it("do not grow with the targets of an unconditional grant", () => {
    const small = questions(20, 1, wide);
    const large = questions(400, 1, wide);
    expect(large.edges).toBeGreaterThan(15 * small.edges);
    expect(large.count).toBe(small.count);
    expect(large.count).toBeLessThan(400);
  });

  it("do not grow with callers that hold the same documents", () => {
    const one = questions(60, 1, wide);
    const many = questions(60, 30, wide);
    expect(many.count).toBe(one.count);
    expect(many.edges).toBeGreaterThan(25 * one.edges);
  });

  it("grow with the Resource patterns, not with the things", () => {
    const some = { all: allow("*"), not: deny("iam:*", [arnOf("user", "user-1*"), arnOf("role", "role-*2")]) };
    const small = questions(40, 1, some);
    const large = questions(400, 1, some);
    expect(large.count).toBe(small.count);
    expect(large.count).toBeLessThan(800);
  });

  it("are few for callers that may do nothing of it", () => {
    expect(questions(400, 1, { reader: allow("s3:Get*") }).count).toBeLessThan(5);
  });
});
