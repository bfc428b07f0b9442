import type { TestAccount, TestPrincipal } from "./model-for-test.ts";

const doc = (...Statement: readonly object[]): object => ({ Version: "2012-10-17", Statement });
const allow = (Action: unknown, Resource: unknown = "*", more: object = {}): object => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const account = "111122223333";
const own = "arn:aws:iam::*:user/${aws:username}";
const trust = (Principal: object): object => doc({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });

const guarded = doc(
  allow(["iam:EnableMFADevice", "iam:ListMFADevices", "iam:ChangePassword"], own),
  allow("iam:CreateVirtualMFADevice", "arn:aws:iam::*:mfa/*"),
  allow("s3:*"),
  {
    Effect: "Deny",
    NotAction: ["iam:EnableMFADevice", "iam:CreateVirtualMFADevice", "iam:ListMFADevices", "sts:GetSessionToken"],
    Resource: "*",
    Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
  },
);
const reader = doc(allow(["s3:GetObject", "s3:ListBucket", "ec2:Describe*", "cloudwatch:*"]));
const deployer = doc(allow(["iam:PassRole"], `arn:aws:iam::${account}:role/app-*`), allow(["lambda:*", "logs:*"]));
const power = doc({ Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" });
const assumer = doc(allow("sts:AssumeRole", `arn:aws:iam::${account}:role/team-*`));
const admin = doc(allow("*"));

/**
 * An account as companies have them: most users guarded by MFA, most roles of services with a few rights of their own, a
 * few power users, deployers and administrators. Every twentieth document belongs to one principal alone.
 */
export function generatedAccount(size: number): TestAccount {
  const principals: TestPrincipal[] = [];
  for (let at = 0; at < size; at += 1) principals.push(principalAt(at));
  return { account, principals };
}

function principalAt(at: number): TestPrincipal {
  const kind = at % 20;
  const service = (name: string): object => trust({ Service: `${name}.amazonaws.com` });
  if (kind < 6) return { name: `user-${at}`, identity: [guarded, assumer], devices: at % 3 };
  if (kind === 6) return { name: `user-${at}`, identity: [deployer], devices: 1 };
  if (kind === 7) return { name: `user-${at}`, identity: [doc(allow("s3:*", `arn:aws:s3:::bucket-${at}/*`))] };
  if (kind < 14) return { name: `app-${at}`, identity: [reader], trust: service("lambda") };
  if (kind < 17) return { name: `app-${at}`, identity: [doc(allow("dynamodb:*", "*"))], trust: service("ec2") };
  if (kind === 17) return { name: `power-${at}`, identity: [power], trust: service("codebuild") };
  if (kind === 18) return { name: `team-${at}`, identity: [reader], trust: trust({ AWS: account }) };
  const isAdmin = at % 200 === 19;
  return { name: `team-${at}`, identity: [isAdmin ? admin : deployer], trust: trust({ AWS: account }) };
}
