import { onlyStatement } from "../case-documents.ts";
import type { Gap } from "../gap.ts";
import { throughFault } from "../guarding/through-fault.ts";

const age = "aws:MultiFactorAuthAge";

/** P03: a limit on the age of the MFA sign-in says nothing of requests that have none. */
export const ageWithoutIfExists: Gap = {
  id: "age-without-if-exists",
  pitfall: "P03",
  title: "The limit on the age of MFA lets requests without any MFA through",
  severity: "critical",
  danger:
    "Without MFA there is no aws:MultiFactorAuthAge, and a Deny that compares it with a number is skipped. The person who signed in with MFA an hour ago is refused, the thief with a stolen key is not.",
  fix: "Use NumericGreaterThanIfExists: a missing age then counts as too old.",
  references: [
    "IAM user guide, AWS global condition context keys: aws:MultiFactorAuthAge",
    "IAM user guide, Secure API access with MFA",
  ],
  asks: ["identity", "boundary", "scp", "resource"],
  find: (view) => throughFault(view, "age-alone"),
  cases: [
    {
      name: "a Deny on a high age beside an administrator's statement lets everything pass without MFA",
      documents: [onlyStatement("Deny", { NumericGreaterThan: { [age]: "1800" } })],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["iam:CreateUser", "s3:GetObject"],
    },
    {
      name: "on one bucket it lets through what the user may do there",
      documents: [
        {
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::*/*" },
            {
              Effect: "Deny",
              Action: "s3:*",
              Resource: "arn:aws:s3:::production/*",
              Condition: { NumericGreaterThan: { [age]: "1800" } },
            },
          ],
        },
      ],
      expect: "gap",
      actions: ["s3:GetObject"],
    },
    {
      name: "on one bucket beside an administrator's statement calls that may name no bucket are found too",
      documents: [
        {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Deny",
              Action: "s3:DeleteObject",
              Resource: "arn:aws:s3:::production/*",
              Condition: { NumericGreaterThan: { [age]: "1800" } },
            },
          ],
        },
      ],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["s3:DeleteObject"],
    },
    {
      name: "sessions of a role without MFA pass too",
      documents: [onlyStatement("Deny", { NumericGreaterThan: { [age]: "1800" } })],
      isBesideAdmin: true,
      principal: "arn:aws:iam::111122223333:role/ops",
      expect: "gap",
      actions: ["iam:CreateUser"],
    },
    {
      name: "with IfExists it holds without MFA too",
      documents: [onlyStatement("Deny", { NumericGreaterThanIfExists: { [age]: "1800" } })],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "an Allow under an operator that AWS does not know may be let through",
      documents: [
        onlyStatement("Deny", { NumericGreaterThan: { [age]: "1800" } }),
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
