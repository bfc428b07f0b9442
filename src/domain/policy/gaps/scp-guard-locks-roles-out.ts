import type { Gap } from "../gap.ts";
import { lockedOut } from "../guarding/locked-out.ts";
import { partitionOf } from "../guarding/own-arns.ts";

const key = "aws:MultiFactorAuthPresent";
const scp = (Condition: unknown = {}, Action: unknown = "*"): unknown => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      Action,
      Resource: "*",
      Condition: { BoolIfExists: { [key]: "false" }, ...(Condition as object) },
    },
  ],
});

/** P20: an MFA guard in a service control policy binds the roles of workloads too. */
export const scpGuardLocksRolesOut: Gap = {
  id: "scp-guard-locks-roles-out",
  pitfall: "P20",
  title: "An MFA guard in an SCP locks out every role",
  severity: "critical",
  danger:
    "A service control policy binds roles as well as users, and sessions of a role never carry MFA. Every EC2 instance, Lambda function and pipeline of the accounts below, and every person who comes by SAML or IAM Identity Center, is refused what the guard covers, from the minute it is attached.",
  fix: "Limit the guard to IAM users: add ArnLike on aws:PrincipalArn with arn:aws:iam::*:user/* to its condition.",
  references: [
    "AWS Organizations user guide, Service control policies",
    "IAM user guide, AWS global condition context keys: aws:MultiFactorAuthPresent, aws:PrincipalArn",
  ],
  asks: ["scp"],
  find: (view) => {
    const { account, arn } = view.subject.principal;
    const role = {
      arn: `arn:${partitionOf(arn)}:iam::${account}:role/some-role`,
      account,
      kind: "role" as const,
      management: false,
      tags: {},
    };
    return lockedOut(view.about({ principal: role }), "role-session", "scps");
  },
  cases: [
    {
      name: "a Deny on everything without MFA refuses every session of a role",
      as: "scp",
      documents: [scp()],
      expect: "lockout",
      actions: ["s3:GetObject", "ec2:RunInstances"],
    },
    {
      name: "a guard on one action locks roles out of that action",
      as: "scp",
      documents: [scp({}, "ec2:StopInstances")],
      expect: "lockout",
      actions: ["ec2:StopInstances"],
    },
    {
      name: "a guard for users only leaves roles alone",
      as: "scp",
      documents: [scp({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } })],
      expect: "none",
    },
    {
      name: "a guard that spares tagged sessions may lock a role out",
      as: "scp",
      documents: [scp({ StringNotEquals: { "aws:PrincipalTag/mfa": "exempt" } })],
      expect: "may",
      actions: ["s3:GetObject"],
    },
  ],
};
