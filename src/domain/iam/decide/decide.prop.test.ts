import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { mayCall } from "./may-call.ts";
import { deny, questionForTest, type TestLayer, type TestQuestion } from "./question-for-test.ts";

const one = "111111111111";
const keys = ["aws:MultiFactorAuthPresent", "s3:prefix", "aws:TagKeys", "aws:PrincipalTag/team"];
const values = ["true", "false", "a", "b", "", "7", "${s3:prefix}", "a*"];
const operators = `StringEquals StringNotEquals StringLike Bool NumericLessThan ArnNotLike Null BoolIfExists
  StringNotLikeIfExists ForAllValues:StringEquals ForAnyValue:StringNotEquals Odd`.split(/\s+/);
const condition = fc.dictionary(
  fc.constantFrom(...operators),
  fc.dictionary(fc.constantFrom(...keys), fc.array(fc.constantFrom(...values), { maxLength: 2 }), {
    minKeys: 1,
    maxKeys: 2,
  }),
  { maxKeys: 2 },
);
const actions = fc.oneof(
  fc.constantFrom("*", "s3:*", "s3:Get*", "ec2:*").map((Action) => ({ Action })),
  fc.constantFrom("s3:Put*", "ec2:*").map((NotAction) => ({ NotAction })),
);
const resources = fc.oneof(
  fc
    .constantFrom("*", "arn:aws:s3:::b/*", "arn:aws:s3:::${s3:prefix}/*", "arn:aws:s3")
    .map((Resource) => ({ Resource })),
  fc.constantFrom("arn:aws:s3:::c/*").map((NotResource) => ({ NotResource })),
);
const effect = fc.constantFrom("Allow", "Allow", "Deny");
const element = fc
  .tuple(effect, actions, resources, fc.option(condition, { freq: 2, nil: undefined }))
  .map(([Effect, action, resource, Condition]) => ({
    Effect,
    ...action,
    ...resource,
    ...(Condition && { Condition }),
  }));
const document = fc.array(element, { maxLength: 3 }).map((Statement) => ({ Version: "2012-10-17", Statement }));
const layer = fc.array(document, { maxLength: 2 });
const named = fc.constantFrom("*", { AWS: one }, { AWS: `arn:aws:iam::${one}:user/alice` }, { AWS: "222222222222" });
const resourcePolicy = fc.tuple(element, named, fc.boolean()).map(([each, principal, not]) => ({
  Version: "2012-10-17",
  Statement: { ...each, [not ? "NotPrincipal" : "Principal"]: principal },
}));
const caller = fc.constantFrom<TestQuestion["caller"] & {}>(
  {},
  { management: true },
  "anonymous",
  { arn: `arn:aws:sts::${one}:assumed-role/Dev/s`, kind: "role-session" },
  { arn: `arn:aws:sts::${one}:federated-user/bob`, kind: "federated-user" },
  { arn: `arn:aws:iam::${one}:root`, kind: "root" },
);
const context = fc.dictionary(
  fc.constantFrom(...keys),
  fc.array(fc.constantFrom("true", "false", "a", "b"), { maxLength: 2 }),
);
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 2 });
const question: fc.Arbitrary<TestQuestion> = fc
  .record({
    caller,
    identity: layer,
    boundary: optional(layer),
    session: optional(layer),
    resourcePolicy: optional(resourcePolicy),
    endpoint: optional(layer),
    scps: optional(fc.array(layer, { maxLength: 2 })),
    rcps: optional(fc.array(layer, { maxLength: 2 })),
    action: fc.constantFrom("s3:GetObject", "s3:PutObject", "ec2:RunInstances"),
    resource: fc.constantFrom("arn:aws:s3:::b/k", "arn:aws:s3:::c/k", "*"),
    resourceAccount: fc.constantFrom(one, one, "222222222222"),
    context,
  })
  .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));

/** -1 denied for certain, 0 not known, 1 allowed for certain. */
function rank(test: TestQuestion): number {
  const { decision } = decide(questionForTest(test));
  return decision === "allowed" ? 1 : decision === "unknown" ? 0 : -1;
}

const runs = { numRuns: 1500 };

describe("the evaluator", () => {
  it("lets an explicit Deny win, wherever it stands", () => {
    const place = fc.constantFrom<"identity" | "boundary" | "session" | "endpoint">(
      "identity",
      "boundary",
      "session",
      "endpoint",
    );
    fc.assert(
      fc.property(question, place, (test, where) => {
        const old: TestLayer = test[where] ?? [];
        const { decision } = decide(questionForTest({ ...test, caller: {}, [where]: [...(old as unknown[]), deny()] }));
        expect(decision).toBe("explicitly-denied");
      }),
      runs,
    );
  });

  it("never allows more for another Deny", () => {
    const place = fc.constantFrom<"identity" | "boundary" | "session" | "endpoint">(
      "identity",
      "boundary",
      "session",
      "endpoint",
    );
    fc.assert(
      fc.property(question, place, element, (test, where, added) => {
        const old = (test[where] ?? []) as unknown[];
        // An empty boundary, session or endpoint is none: only a layer that is there already gets the Deny.
        fc.pre(where === "identity" || old.length > 0);
        const Statement = { ...added, Effect: "Deny" };
        expect(rank({ ...test, [where]: [...old, { Version: "2012-10-17", Statement }] })).toBeLessThanOrEqual(
          rank(test),
        );
      }),
      runs,
    );
  });

  it("never allows more for another level of organization policies, or a denying policy in a level", () => {
    fc.assert(
      fc.property(
        question,
        layer,
        element,
        fc.constantFrom<"scps" | "rcps">("scps", "rcps"),
        (test, level, added, which) => {
          const levels = test[which] ?? [];
          expect(rank({ ...test, [which]: [...levels, level] })).toBeLessThanOrEqual(rank(test));
          const denying = { Version: "2012-10-17", Statement: { ...added, Effect: "Deny" } };
          const more = levels.map((each) => [...(each as unknown[]), denying]);
          expect(rank({ ...test, [which]: more })).toBeLessThanOrEqual(rank({ ...test, [which]: levels }));
        },
      ),
      runs,
    );
  });

  it("never turns denied or unknown into allowed because a layer is not known", () => {
    const lost = { unknown: "iam:Lost" };
    fc.assert(
      fc.property(question, (test) => {
        const before = rank(test);
        fc.pre(before < 1);
        const variants: readonly TestQuestion[] = [
          { ...test, identity: lost },
          { ...test, boundary: lost },
          { ...test, session: lost },
          { ...test, endpoint: lost },
          { ...test, resourcePolicy: lost },
          { ...test, scps: [...(test.scps ?? []), lost] },
          { ...test, rcps: [...(test.rcps ?? []), lost] },
        ];
        for (const variant of variants) expect(rank(variant)).toBeLessThan(1);
      }),
      runs,
    );
  });

  it("is certain only of what holds for every layer that the unknown one may be", () => {
    const lost = { unknown: "iam:Lost" };
    const place = fc.constantFrom<"identity" | "boundary" | "session" | "endpoint">(
      "identity",
      "boundary",
      "session",
      "endpoint",
    );
    fc.assert(
      fc.property(question, place, fc.array(document, { minLength: 1, maxLength: 2 }), (test, where, actual) => {
        const sure = rank({ ...test, [where]: lost });
        if (sure !== 0) expect(rank({ ...test, [where]: actual })).toBe(sure);
        const whole = rank({ ...test, scps: [lost] });
        if (whole !== 0) expect(rank({ ...test, scps: [actual] })).toBe(whole);
      }),
      runs,
    );
  });

  it("is certain only of what holds for every value that an unknown key may have", () => {
    fc.assert(
      fc.property(
        question,
        fc.constantFrom(...keys),
        fc.option(fc.array(fc.constantFrom("true", "false", "a", "b", "7"), { maxLength: 2 })),
        (test, key, actual) => {
          const { [key]: _removed, ...others } = test.context ?? {};
          const sure = rank({ ...test, context: { ...others, [key]: "?" } });
          const concrete = actual === null ? others : { ...others, [key]: actual };
          if (sure !== 0) expect(rank({ ...test, context: concrete })).toBe(sure);
          // A user's and root's tags are known: for them the open question is another one.
          if (key.startsWith("aws:PrincipalTag/")) return;
          const open = rank({ ...test, context: others, otherKeys: "unknown" });
          if (open !== 0) expect(rank({ ...test, context: concrete })).toBe(open);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("gives the same answer with and without trace, and names a reason whenever it does not know", () => {
    fc.assert(
      fc.property(question, (test) => {
        const asked = questionForTest(test);
        const full = decide(asked);
        const bare = decide(asked, { trace: false });
        expect({ ...bare, trace: null }).toEqual({ ...full, trace: null });
        expect(bare.trace).toEqual([]);
        const call = mayCall(asked);
        expect(typeof call === "object" ? 0 : call ? 1 : -1).toBe(rank(test));
        if (full.decision === "unknown") expect(full.why).not.toBe("");
        if (full.decision === "explicitly-denied") {
          expect(full.trace.some((step) => step.effect === "Deny" && step.outcome === "matched")).toBe(true);
        }
      }),
      runs,
    );
  });
});
