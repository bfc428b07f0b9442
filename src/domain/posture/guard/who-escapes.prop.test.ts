import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyStatement } from "../../../../test/support/any-statement.ts";
import { isSeen } from "../../core/fact.ts";
import { decide } from "../../iam/decide/decide.ts";
import type { Caller } from "../../iam/decide/question.ts";
import { caseView } from "../cases/case-view.ts";
import { arnIsAmong } from "../read/arn-is-among.ts";
import { type GuardPolicies, guardPolicies } from "./guard-policies.ts";
import { allowAll } from "./guard-request.ts";
import { whoEscapes } from "./who-escapes.ts";

const account = "111122223333";
const request = { action: "account:PutContactInformation", resource: `arn:aws:account::${account}:account` };
const declared = ["arn:aws:iam::*:role/a"];

// Every principal of the small world that the statements speak of, by name.
const names = ["a", "b", "ab", "ba", "aXb", "c", "path/a", "path/xb"];
const callers: readonly Caller[] = [
  ...names.flatMap((name): Caller[] => [
    { arn: `arn:aws:iam::${account}:role/${name}`, account, kind: "role", management: false, tags: {} },
    { arn: `arn:aws:iam::${account}:user/${name}`, account, kind: "user", management: false, tags: {} },
  ]),
  { arn: `arn:aws:iam::${account}:root`, account, kind: "root", management: false, tags: {} },
];

// Concrete requests: every key has a value or is not there, nothing is unknown.
const context = fc
  .record(
    {
      "aws:principaltag/team": fc.constantFrom(["root"], ["web"]),
      "aws:sourceip": fc.constantFrom(["198.18.0.7"], ["203.0.113.1"]),
      "aws:multifactorauthage": fc.constant(["60"]),
      "account:emailtargetdomain": fc.constantFrom(["corp.example"], ["evil.example"]),
    },
    { requiredKeys: [] },
  )
  .map(
    (keys) =>
      new Map([
        ...Object.entries(keys),
        ["aws:principalorgid", ["o-exampleorg"]] as const,
        ["aws:principalisawsservice", ["false"]] as const,
      ] as readonly (readonly [string, readonly string[]])[]),
  );

const policy = fc.record({
  on: fc.constantFrom("root" as const, "unit" as const, "account" as const),
  document: fc
    .array(anyStatement("scp"), { minLength: 1, maxLength: 2 })
    .map((statements) => ({ Version: "2012-10-17", Statement: statements })),
});
const world = fc.record({ scp: fc.array(policy, { maxLength: 3 }), fullAccessOnUnit: fc.boolean() });

describe("who escapes the SCPs", () => {
  it("when they are said to hold, no undeclared principal gets through in any concrete request", () => {
    let held = 0;
    fc.assert(
      fc.property(world, context, (policies, keys) => {
        const view = caseView({ policies });
        const guards = guardsOf(view);
        const escape = whoEscapes(view, guards, request, declared);
        if (escape.status !== "held") return;
        held += 1;
        for (const caller of callers.filter((each) => !arnIsAmong(each.arn, declared))) {
          expect([caller.arn, answer(guards, caller, keys)]).not.toEqual([caller.arn, "allowed"]);
        }
      }),
      { numRuns: 4000 },
    );
    expect(held).toBeGreaterThan(200);
  });

  it("when somebody is named, that principal gets through in every concrete request and is not declared", () => {
    let open = 0;
    fc.assert(
      fc.property(world, context, (policies, keys) => {
        const view = caseView({ policies });
        const guards = guardsOf(view);
        const escape = whoEscapes(view, guards, request, declared);
        if (escape.status !== "open") return;
        open += 1;
        expect(arnIsAmong(escape.arn, declared)).toBe(false);
        const kind = escape.arn.endsWith(":root") ? "root" : escape.arn.includes(":role/") ? "role" : "user";
        const caller: Caller = { arn: escape.arn, account, kind, management: false, tags: {} };
        expect(answer(guards, caller, keys)).toBe("allowed");
      }),
      { numRuns: 2000 },
    );
    expect(open).toBeGreaterThan(200);
  });
});

function guardsOf(view: ReturnType<typeof caseView>): GuardPolicies {
  const guards = guardPolicies(view, "SERVICE_CONTROL_POLICY");
  if (!isSeen(guards) || guards.value === null) throw new Error("the case has no SCPs");
  return guards.value;
}

function answer(guards: GuardPolicies, caller: Caller, keys: ReadonlyMap<string, readonly string[]>): string {
  const team = keys.get("aws:principaltag/team")?.[0];
  const tags: Record<string, string> = team === undefined ? {} : { team };
  const question = {
    caller: caller.kind === "root" ? caller : { ...caller, tags },
    layers: { identity: [allowAll], scps: guards.levels.map((level) => level.policies) },
    ask: {
      ...request,
      context: new Map([...keys].filter(([key]) => caller.kind !== "root" || key !== "aws:principaltag/team")),
      otherKeys: "absent" as const,
    },
  };
  return decide(question).decision;
}
