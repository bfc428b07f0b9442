import {
  aliceArn,
  allow,
  deny,
  doc,
  full,
  one,
  simulateCase,
  type SimulateCase,
  type Written,
} from "../simulate-case.ts";
import { mfaCells } from "./mfa-cases.ts";

/*
 * Policies that AWS itself published over the years, and what their Allow and Deny let pass per MFA cell. `A` passes,
 * `d` does not, `?` nobody knows. Source: the IAM user guide's and tutorials' pages of the years named.
 */
const P = "aws:MultiFactorAuthPresent";
const ownu = "arn:aws:iam::*:user/${aws:username}";
const ownm = "arn:aws:iam::*:mfa/${aws:username}";
const own2 = [ownm, ownu];
const noMfa = { BoolIfExists: { [P]: "false" } };
const withMfa = { Bool: { [P]: "true" } };
const mfa4 = ["CreateVirtualMFADevice", "DeleteVirtualMFADevice", "EnableMFADevice", "ResyncMFADevice"];
const self18 = [
  "ChangePassword",
  "CreateAccessKey",
  "DeleteAccessKey",
  "ListAccessKeys",
  "UpdateAccessKey",
  "CreateLoginProfile",
  "DeleteLoginProfile",
  "GetLoginProfile",
  "UpdateLoginProfile",
  "DeleteSigningCertificate",
  "ListSigningCertificates",
  "UpdateSigningCertificate",
  "UploadSigningCertificate",
  "ListSSHPublicKeys",
  "GetSSHPublicKey",
  "DeleteSSHPublicKey",
  "UpdateSSHPublicKey",
  "UploadSSHPublicKey",
];
const listed13 = [
  "CreateVirtualMFADevice",
  "DeleteVirtualMFADevice",
  "ListVirtualMFADevices",
  "EnableMFADevice",
  "ResyncMFADevice",
  "ListAccountAliases",
  "ListUsers",
  "ListSSHPublicKeys",
  "ListAccessKeys",
  "ListServiceSpecificCredentials",
  "ListMFADevices",
  "GetAccountSummary",
];
const iam = (...names: readonly string[]) => names.map((name) => `iam:${name}`);
const some = (names: readonly string[], Resource: unknown, Condition?: unknown) =>
  allow({ Action: iam(...names), Resource, ...(Condition === undefined ? {} : { Condition }) });
const block = (NotAction: unknown, Resource: unknown = "*") => deny({ NotAction, Resource, Condition: noMfa });

const pageG = [
  "ChangePassword",
  "GetUser",
  "CreateAccessKey",
  "DeleteAccessKey",
  "ListAccessKeys",
  "UpdateAccessKey",
  "DeleteSigningCertificate",
  "ListSigningCertificates",
  "UpdateSigningCertificate",
  "UploadSigningCertificate",
  "DeactivateMFADevice",
  "EnableMFADevice",
  "ListMFADevices",
  "ResyncMFADevice",
];
const listedG = [
  ...iam("CreateVirtualMFADevice", "EnableMFADevice", "GetUser", "ListMFADevices", "ListVirtualMFADevices"),
  "iam:ResyncMFADevice",
  "sts:GetSessionToken",
];
const namesL = ["DeactivateMFADevice", "EnableMFADevice", "GetUser", "ListMFADevices", "ResyncMFADevice"];
const exemptL = iam("EnableMFADevice", "GetUser", "ListMFADevices", "ResyncMFADevice");
const everyone = ["ListAccountAliases", "ListUsers", "GetAccountSummary"];
const namesE = [...mfa4, "DeactivateMFADevice", "ListMFADevices", "ListUsers", "ListVirtualMFADevices"];
const exemptF = iam(
  "CreateVirtualMFADevice",
  "EnableMFADevice",
  "ListMFADevices",
  "ListUsers",
  "ListVirtualMFADevices",
  "ResyncMFADevice",
);

const production = { Action: "s3:*", Resource: ["arn:aws:s3:::Production", "arn:aws:s3:::Production/*"] };
const objects = allow({ Action: ["s3:PutObject", "s3:GetObject", "s3:DeleteObject"], Resource: "arn:aws:s3:::*/*" });

/** Policy by letter. Q writes its flag as a JSON boolean, as the page does. */
const policies: Readonly<Record<string, Written>> = {
  A: doc(
    some(everyone, "*"),
    some([...self18, "GetAccountPasswordPolicy"], ownu),
    some(["ListVirtualMFADevices", "ListMFADevices"], ["arn:aws:iam::*:mfa/*", ownu]),
    some([...mfa4, "DeactivateMFADevice"], own2),
    block("iam:*"),
  ),
  B: doc(
    some(everyone, "*"),
    some([...self18, "GetAccountPasswordPolicy"], ownu),
    some(mfa4, own2),
    some(["DeactivateMFADevice"], own2, withMfa),
    block("iam:*"),
  ),
  C: doc(
    some([...everyone, "GetAccountPasswordPolicy", "ListVirtualMFADevices"], "*"),
    some(self18, ownu),
    some([...mfa4, "ListMFADevices"], own2),
    some(["DeactivateMFADevice"], own2, withMfa),
    block([...iam(...listed13), "sts:GetSessionToken"]),
  ),
  E: doc(
    some(["ListUsers", "ListVirtualMFADevices"], "*"),
    some([...mfa4, "DeactivateMFADevice", "ListMFADevices"], own2),
    block(iam(...namesE)),
  ),
  F: doc(
    some(["ListUsers", "ListVirtualMFADevices"], "*"),
    some(mfa4, own2),
    some(["ListMFADevices"], ["arn:aws:iam::*:mfa/*", ownu]),
    some(["DeactivateMFADevice"], own2, withMfa),
    block(exemptF),
  ),
  G: doc(
    some(["GetAccountPasswordPolicy", "GetAccountSummary", "ListVirtualMFADevices"], "*"),
    some(pageG, ownu),
    some(["CreateVirtualMFADevice", "DeleteVirtualMFADevice"], ownm),
    block(listedG),
  ),
  H: doc(
    some(["GetAccountPasswordPolicy", "ListVirtualMFADevices"], "*"),
    some(pageG, ownu),
    some(["CreateVirtualMFADevice"], "arn:aws:iam::*:mfa/*"),
    block(listedG),
  ),
  J: doc(
    some(mfa4, own2),
    some(["DeactivateMFADevice"], own2, withMfa),
    some(["ListMFADevices", "ListVirtualMFADevices", "ListUsers"], "*"),
  ),
  L: doc(some(namesL, ownu), block(exemptL, ownu)),
  M: doc(some(namesL, ownu), block(exemptL)),
  N1: doc(objects, deny({ ...production, Condition: { NumericGreaterThan: { "aws:MultiFactorAuthAge": "1800" } } })),
  N2: doc(
    objects,
    deny({ ...production, Condition: { NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "1800" } } }),
  ),
  P: doc(
    some(["ListVirtualMFADevices"], "*"),
    some(["ListMFADevices", "ResyncMFADevice"], ownu),
    block(iam("ListVirtualMFADevices", "ListMFADevices", "ResyncMFADevice")),
  ),
  Q: doc(
    allow({ Action: "ec2:*" }),
    deny({
      Action: ["ec2:StopInstances", "ec2:TerminateInstances"],
      Condition: { BoolIfExists: { [P]: false } },
    }),
  ),
};

const user = aliceArn;
const device = `arn:aws:iam::${one}:mfa/alice`;
const bob = `arn:aws:iam::${one}:user/bob`;
const instance = `arn:aws:ec2:eu-west-1:${one}:instance/i-0abc`;

/** Policy, action, resource, the cells alone, the cells beside an Allow of everything. */
const rows: readonly (readonly [string, string, string, string, string])[] = [
  ["A", "iam:DeactivateMFADevice", user, "AAAA", "AAAA"],
  ["A", "iam:CreateAccessKey", user, "AAAA", "AAAA"],
  ["A", "iam:CreateUser", bob, "dddd", "AAAA"],
  ["A", "iam:ListVirtualMFADevices", "*", "????", "AAAA"],
  ["A", "iam:GetAccountPasswordPolicy", "*", "????", "AAAA"],
  ["A", "s3:ListAllMyBuckets", "*", "dddd", "ddAA"],
  ["B", "iam:DeactivateMFADevice", user, "ddAA", "AAAA"],
  ["B", "iam:CreateUser", bob, "dddd", "AAAA"],
  ["C", "iam:DeactivateMFADevice", user, "ddAA", "ddAA"],
  ["C", "iam:CreateVirtualMFADevice", device, "AAAA", "AAAA"],
  ["C", "iam:DeleteVirtualMFADevice", device, "AAAA", "AAAA"],
  ["C", "iam:EnableMFADevice", user, "AAAA", "AAAA"],
  ["C", "iam:CreateAccessKey", user, "ddAA", "ddAA"],
  ["C", "iam:GetAccountPasswordPolicy", "*", "ddAA", "ddAA"],
  ["C", "iam:ListVirtualMFADevices", "*", "AAAA", "AAAA"],
  ["C", "sts:GetFederationToken", `arn:aws:sts::${one}:federated-user/x`, "dddd", "ddAA"],
  ["E", "iam:DeactivateMFADevice", user, "AAAA", "AAAA"],
  ["E", "iam:CreateAccessKey", user, "dddd", "ddAA"],
  ["E", "sts:GetSessionToken", "*", "AAAA", "AAAA"],
  ["F", "iam:DeleteVirtualMFADevice", device, "ddAA", "ddAA"],
  ["F", "iam:DeactivateMFADevice", user, "ddAA", "ddAA"],
  ["F", "iam:EnableMFADevice", user, "AAAA", "AAAA"],
  ["G", "iam:DeactivateMFADevice", user, "ddAA", "ddAA"],
  ["G", "iam:DeleteVirtualMFADevice", device, "ddAA", "ddAA"],
  ["G", "iam:CreateVirtualMFADevice", device, "AAAA", "AAAA"],
  ["G", "iam:GetUser", user, "AAAA", "AAAA"],
  ["G", "iam:CreateAccessKey", user, "ddAA", "ddAA"],
  ["H", "iam:CreateVirtualMFADevice", `arn:aws:iam::${one}:mfa/somebody`, "AAAA", "AAAA"],
  ["H", "iam:DeleteVirtualMFADevice", device, "dddd", "ddAA"],
  ["J", "iam:DeactivateMFADevice", user, "ddAA", "AAAA"],
  ["J", "iam:EnableMFADevice", user, "AAAA", "AAAA"],
  ["J", "iam:ListUsers", "*", "AAAA", "AAAA"],
  ["J", "ec2:RunInstances", instance, "dddd", "AAAA"],
  ["L", "iam:DeactivateMFADevice", user, "ddAA", "ddAA"],
  ["L", "iam:EnableMFADevice", user, "AAAA", "AAAA"],
  ["L", "iam:CreateAccessKey", user, "dddd", "ddAA"],
  ["L", "iam:CreateAccessKey", bob, "dddd", "AAAA"],
  ["L", "iam:DeactivateMFADevice", bob, "dddd", "AAAA"],
  ["L", "s3:ListAllMyBuckets", "*", "dddd", "AAAA"],
  ["M", "iam:DeactivateMFADevice", user, "ddAA", "ddAA"],
  ["M", "iam:CreateAccessKey", bob, "dddd", "ddAA"],
  ["M", "iam:EnableMFADevice", user, "AAAA", "AAAA"],
  ["N1", "s3:GetObject", "arn:aws:s3:::Production/x", "AAAd", "AAAd"],
  ["N2", "s3:GetObject", "arn:aws:s3:::Production/x", "ddAd", "ddAd"],
  ["N2", "s3:GetObject", "arn:aws:s3:::Other/x", "AAAA", "AAAA"],
  ["P", "iam:ResyncMFADevice", user, "AAAA", "AAAA"],
  ["P", "iam:EnableMFADevice", user, "dddd", "ddAA"],
  ["Q", "ec2:StopInstances", instance, "ddAA", "ddAA"],
  ["Q", "ec2:TerminateInstances", instance, "ddAA", "ddAA"],
  ["Q", "ec2:StartInstances", instance, "AAAA", "AAAA"],
];

function expected(cell: string | undefined): string {
  if (cell === "A") return "allowed";
  return cell === "d" ? "denied" : "unknown";
}

/** The published policies, each asked for actions that its page decides. */
export const publishedCases: readonly SimulateCase[] = rows.flatMap(([letter, action, resource, alone, beside]) =>
  mfaCells.flatMap((context, cell) =>
    [alone, beside].map((cells, index) => {
      const policy = policies[letter] ?? {};
      const identity = index === 0 ? [policy] : [policy, full];
      const rule = `${letter}${index === 0 ? "" : " beside Allow *"}: ${action} on ${resource}, cell ${cell + 1}`;
      return simulateCase(rule, { identity, action, resource, context }, expected(cells[cell]));
    }),
  ),
);
