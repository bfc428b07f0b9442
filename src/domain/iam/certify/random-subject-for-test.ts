import * as fc from "fast-check";
import { document, type TestSubject } from "./subject-for-test.ts";

const [P, Age] = ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"];
const OWNU = "arn:aws:iam::*:user/${aws:username}";

/** What policies say of each key, and what requests bring. */
export const keyValues: Readonly<Record<string, readonly [operators: readonly string[], values: readonly string[]]>> = {
  [P]: [
    ["Bool", "BoolIfExists", "Null", "StringEquals", "ForAnyValue:Bool", "ForAllValues:Bool"],
    ["true", "false"],
  ],
  [Age]: [
    ["NumericLessThan", "NumericGreaterThan", "NumericGreaterThanIfExists", "Null"],
    ["1800", "true", "60"],
  ],
  "s3:prefix": [
    ["StringEquals", "StringNotEquals", "StringLike", "StringNotLikeIfExists", "StringEqualsIfExists", "Null"],
    ["a", "a*", "b", "${aws:username}", "true", "false"],
  ],
  "aws:SourceIp": [
    ["IpAddress", "NotIpAddress", "NotIpAddressIfExists"],
    ["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0"],
  ],
  "aws:TagKeys": [
    ["ForAllValues:StringEquals", "ForAnyValue:StringLike", "Null"],
    ["a", "a*", "b", "true"],
  ],
};

/** Values that requests bring; `null` is a missing key. */
export const requestValues: Readonly<Record<string, readonly (readonly string[] | null)[]>> = {
  "s3:prefix": [null, ["a"], ["ab"], ["b"], ["alice"]],
  "aws:SourceIp": [null, ["10.1.2.3"], ["10.9.9.9"], ["192.0.2.1"]],
  "aws:TagKeys": [null, ["a"], ["a", "b"], ["c"]],
};

/** Actions with the resources that requests name. */
export const requests: readonly (readonly [action: string, resources: readonly string[]])[] = [
  ["s3:getobject", ["arn:aws:s3:::b/k", "arn:aws:s3:::c/k"]],
  ["s3:listbucket", ["arn:aws:s3:::b", "arn:aws:s3:::c"]],
  ["iam:enablemfadevice", ["arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:user/bob"]],
  ["iam:listusers", ["*"]],
  ["ec2:describeinstances", ["*"]],
];

const condition = fc
  .uniqueArray(fc.constantFrom(...Object.keys(keyValues)), { minLength: 1, maxLength: 2 })
  .chain((keys) =>
    fc.tuple(
      ...keys.map((key) => {
        const [operators, values] = keyValues[key] ?? [[], []];
        return fc
          .tuple(
            fc.constantFrom(...operators),
            fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
          )
          .map(([operator, listed]) => [operator, { [key]: listed }] as const);
      }),
    ),
  )
  .map((entries) => {
    const made: Record<string, object> = {};
    for (const [operator, each] of entries) made[operator] = { ...made[operator], ...each };
    return made;
  });
const actions = fc.oneof(
  fc
    .constantFrom("*", "s3:*", "s3:Get*", "iam:*", "iam:EnableMFADevice", ["s3:GetObject", "iam:ListUsers"])
    .map((Action) => ({ Action })),
  fc.constantFrom("iam:*", "s3:Get*", ["iam:EnableMFADevice", "sts:*"]).map((NotAction) => ({ NotAction })),
);
const resources = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom("*", "arn:aws:s3:::b*", "arn:aws:s3:::b/*", OWNU, [OWNU, "arn:aws:s3:::*"])
      .map((Resource) => ({ Resource })),
  },
  { weight: 1, arbitrary: fc.constantFrom("arn:aws:s3:::c/*", OWNU).map((NotResource) => ({ NotResource })) },
);
const statement = fc
  .tuple(fc.constantFrom("Allow", "Allow", "Deny"), actions, resources, fc.option(condition, { freq: 3 }))
  .map(([Effect, action, resource, Condition]) => ({
    Effect,
    ...action,
    ...resource,
    ...(Condition && { Condition }),
  }));
const documents = fc.array(
  fc.array(statement, { minLength: 1, maxLength: 3 }).map((all) => document(...all)),
  { minLength: 1, maxLength: 2 },
);

/** Alice with policies over a small alphabet, in several layers. */
export const randomSubject: fc.Arbitrary<TestSubject> = fc.record({
  credential: fc.constantFrom("policy-text", "policy-text", "user-key", "session-token"),
  devices: fc.constantFrom<number | "unknown">(0, 1, "unknown"),
  identity: documents,
  boundary: fc.option(documents, { nil: undefined, freq: 1 }),
  scps: fc.option(fc.array(documents, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 1 }),
});
