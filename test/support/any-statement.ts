import * as fc from "fast-check";

const action = fc.constantFrom(
  "*",
  "account:*",
  "account:PutContactInformation",
  "account:StartPrimaryEmailUpdate",
  "organizations:LeaveOrganization",
  "signin:*",
  "signin:Authenticate",
  "signin:CreateOAuth2Token",
  "iam:*",
  "ec2:*",
);
const principal = fc.constantFrom(
  "arn:aws:iam::111122223333:role/a",
  "arn:aws:iam::*:role/a*",
  "arn:aws:iam::*:role/*b",
  "arn:*:iam::*:role/*",
  "arn:*:iam::*:user/*",
  "arn:aws:iam::*:user/a",
  "arn:*:iam::*:root",
  "arn:aws:iam::444455556666:role/a",
  "*",
);
const condition = fc.oneof(
  fc.record({
    operator: fc.constantFrom("ArnLike", "ArnNotLike", "StringLike", "StringNotLike"),
    key: fc.constantFrom("aws:PrincipalArn", "signin:PrincipalArn"),
    values: fc.array(principal, { minLength: 1, maxLength: 2 }),
  }),
  fc.constantFrom(
    { operator: "StringEquals", key: "aws:PrincipalTag/team", values: ["root"] },
    { operator: "StringNotEquals", key: "aws:PrincipalTag/team", values: ["root"] },
    { operator: "BoolIfExists", key: "aws:AssumedRoot", values: ["false"] },
    { operator: "StringEquals", key: "aws:PrincipalOrgID", values: ["o-exampleorg"] },
    { operator: "StringEquals", key: "aws:PrincipalOrgID", values: ["o-another"] },
    { operator: "NotIpAddressIfExists", key: "aws:SourceIp", values: ["198.18.0.0/24"] },
    { operator: "StringNotEquals", key: "account:EmailTargetDomain", values: ["corp.example"] },
    { operator: "StringNotEquals", key: "aws:username", values: ["a"] },
    { operator: "Null", key: "aws:MultiFactorAuthAge", values: ["true"] },
  ),
);

/** A statement of an SCP, RCP or sign-in policy over a small world of actions, principals and keys. */
export function anyStatement(kind: "scp" | "rcp" | "resource"): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .record({
      effect: fc.constantFrom("Deny", "Deny", "Deny", "Allow"),
      negated: fc.boolean(),
      actions: fc.array(action, { minLength: 1, maxLength: 2 }),
      conditions: fc.array(condition, { maxLength: 2 }),
    })
    .map(({ effect, negated, actions, conditions }) => {
      const Condition: Record<string, Record<string, unknown>> = {};
      for (const { operator, key, values } of conditions)
        Condition[operator] = { ...Condition[operator], [key]: values };
      return {
        Effect: effect,
        [negated && !actions.includes("*") ? "NotAction" : "Action"]: actions,
        Resource: "*",
        ...(kind === "scp" ? {} : { Principal: "*" }),
        ...(conditions.length === 0 ? {} : { Condition }),
      };
    });
}
