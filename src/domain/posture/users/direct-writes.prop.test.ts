import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../iam/decide/decide.ts";
import { callerOf, type Principal } from "../../iam/principals/principal.ts";
import type { CaseStatement } from "../cases/case-principals.ts";
import { caseIds, caseView } from "../cases/case-view.ts";
import { directWrites } from "./direct-writes.ts";

const account = caseIds.member;
const conditions = fc.constantFrom(
  { Bool: { "aws:MultiFactorAuthPresent": "true" } },
  { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
  { NumericLessThan: { "aws:MultiFactorAuthAge": "300" } },
  { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
  { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
  { StringEquals: { "aws:username": "ana" } },
  { StringNotLike: { "aws:PrincipalArn": "*user/ana" } },
);
const actions = fc.constantFrom(
  "*",
  "iam:*",
  "s3:*",
  "s3:Put*",
  "s3:GetObject",
  "iam:CreateUser",
  "iam:*AccessKey*",
  "iam:ChangePassword",
  "sts:AssumeRole",
  "ec2:StartInstances",
);
const resources = fc.constantFrom(
  "*",
  "arn:aws:s3:::logs/*",
  "arn:aws:s3:::*",
  "arn:aws:iam::*:user/${aws:username}",
  "arn:aws:iam::*:user/*",
  "arn:aws:iam::*:user/b*",
  `arn:aws:iam::${account}:user/ana`,
  `arn:aws:ec2:*:${account}:instance/i-1`,
);
const element = <K extends string>(name: K, values: fc.Arbitrary<string>) =>
  fc.tuple(fc.constantFrom(name, name, name, `Not${name}`), fc.array(values, { minLength: 1, maxLength: 2 }));
const statement: fc.Arbitrary<CaseStatement> = fc
  .tuple(
    fc.constantFrom("Allow", "Allow", "Deny"),
    element("Action", actions),
    element("Resource", resources),
    fc.option(conditions, { nil: undefined, freq: 2 }),
  )
  .map(([Effect, [action, acts], [resource, things], Condition]) => ({
    Effect,
    [action]: acts,
    [resource]: things,
    ...(Condition === undefined ? {} : { Condition }),
  }));

/** Writing requests that are nobody's own business. */
const requests = [
  ["s3:PutObject", "arn:aws:s3:::logs/x"],
  ["s3:PutObject", "arn:aws:s3:::other/x"],
  ["s3:DeleteBucket", "arn:aws:s3:::other"],
  ["iam:CreateUser", `arn:aws:iam::${account}:user/new`],
  ["iam:CreateAccessKey", `arn:aws:iam::${account}:user/ben`],
  ["iam:DeleteAccessKey", `arn:aws:iam::${account}:user/carla`],
  ["iam:ChangePassword", `arn:aws:iam::${account}:user/ben`],
  ["ec2:StartInstances", `arn:aws:ec2:us-east-1:${account}:instance/i-1`],
] as const;
const contexts: readonly (readonly (readonly [string, readonly string[]])[])[] = [
  [],
  [["aws:multifactorauthpresent", ["false"]]],
  [
    ["aws:multifactorauthpresent", ["true"]],
    ["aws:multifactorauthage", ["60"]],
  ],
];
const addresses = ["203.0.113.9", "198.51.100.9"];

function written(user: Principal): string | null {
  for (const [action, resource] of requests) {
    for (const keys of contexts) {
      for (const address of addresses) {
        const context = new Map([
          ...keys,
          ["aws:sourceip", [address]] as const,
          ["aws:username", [user.name]] as const,
        ]);
        const layers = { identity: user.identity, boundary: user.boundary };
        const ask = { action, resource, resourceAccount: account, context, otherKeys: "absent" as const };
        if (decide({ caller: callerOf(user), layers, ask }).decision === "allowed") return `${action} ${resource}`;
      }
    }
  }
  return null;
}

describe("what a user writes without a role", () => {
  it("is never called reading when some request writes", () => {
    // One snapshot, so that the engine is started once.
    const { manifest } = caseView({});
    const counts = { writes: 0, "reads-only": 0, unclear: 0 };
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 3 }),
        fc.option(fc.array(statement, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 2 }),
        (allows, boundary) => {
          const made = caseView({
            principals: [{ name: "user/ana", allows, ...(boundary === undefined ? {} : { boundary }) }],
          });
          const view = { ...made, manifest };
          const [user] = view.principals.status === "known" ? view.principals.list : [];
          if (user === undefined) throw new Error("no user");
          const { status } = directWrites(user, view);
          counts[status] += 1;
          if (status === "reads-only") expect(written(user)).toBeNull();
        },
      ),
      { numRuns: 150 },
    );
    // All three answers were tried.
    expect(Math.min(counts.writes, counts["reads-only"])).toBeGreaterThan(10);
  });
});
