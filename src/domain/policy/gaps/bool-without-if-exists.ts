import { onlyStatement } from "../case-documents.ts";
import type { Gap } from "../gap.ts";
import { throughFault } from "../guarding/through-fault.ts";

const key = "aws:MultiFactorAuthPresent";

const bucket = (Condition: unknown): unknown => ({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::data/*", Condition },
    { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "s3:GetObject", Resource: "arn:aws:s3:::data/*" },
  ],
});

/** P01: a Deny on `Bool false` never applies to access keys, which do not carry the key at all. */
export const boolWithoutIfExists: Gap = {
  id: "bool-without-if-exists",
  pitfall: "P01",
  title: "The MFA guard does not hold access keys",
  severity: "critical",
  danger:
    "A request that is signed with a long-term access key carries no aws:MultiFactorAuthPresent at all. A Deny that compares the key without IfExists is skipped for it, so whoever holds the stolen key does everything the user may do, without any code.",
  fix: "Write the condition as BoolIfExists on aws:MultiFactorAuthPresent with the value false: a missing key then counts as false.",
  references: ["IAM user guide, AWS global condition context keys: aws:MultiFactorAuthPresent"],
  asks: ["identity", "boundary", "scp", "resource"],
  find: (view) => throughFault(view, "plain-operator"),
  cases: [
    {
      name: "a Deny on Bool false beside an administrator's statement lets keys do everything",
      documents: [onlyStatement("Deny", { Bool: { [key]: "false" } })],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["iam:CreateUser", "s3:GetObject"],
    },
    {
      name: "alone it opens nothing, and is worth a note",
      documents: [onlyStatement("Deny", { Bool: { [key]: "false" } })],
      expect: "note",
    },
    {
      name: "a Deny on Bool with both values also keeps out sessions with MFA",
      documents: [onlyStatement("Deny", { Bool: { [key]: ["true", "false"] } })],
      isBesideAdmin: true,
      expect: "lockout",
    },
    {
      name: "a Deny that compares the text False never applies, because the value is false",
      documents: [onlyStatement("Deny", { StringEquals: { [key]: "False" } })],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["iam:CreateUser"],
    },
    {
      name: "two conditions that exclude each other hold nobody",
      documents: [onlyStatement("Deny", { Bool: { [key]: "false" }, Null: { [key]: "true" } })],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["iam:CreateUser"],
    },
    {
      name: "a Deny on Bool false of somebody else is not missed here",
      documents: [onlyStatement("Deny", { Bool: { [key]: "false" }, StringEquals: { "aws:username": "bob" } })],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "in a bucket policy it lets keys of the account in",
      documents: [bucket({ Bool: { [key]: "false" } })],
      as: "resource",
      expect: "gap",
      actions: ["s3:GetObject"],
    },
    {
      name: "a bucket policy that asks whether the age is missing holds keys",
      documents: [bucket({ Null: { "aws:MultiFactorAuthAge": "true" } })],
      as: "resource",
      expect: "none",
    },
    {
      name: "a role has no long-term keys, and its sessions carry the key",
      documents: [onlyStatement("Deny", { Bool: { [key]: "false" } })],
      isBesideAdmin: true,
      principal: "arn:aws:iam::111122223333:role/ops",
      expect: "none",
    },
    {
      name: "BoolIfExists false holds keys too",
      documents: [onlyStatement("Deny", { BoolIfExists: { [key]: "false" } })],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "an Allow under an operator that AWS does not know may let keys through",
      documents: [
        onlyStatement("Deny", { Bool: { [key]: "false" } }),
        {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", Condition: { Odd: { "aws:x": "1" } } }],
        },
      ],
      expect: "may",
      actions: ["s3:GetObject"],
    },
  ],
};
