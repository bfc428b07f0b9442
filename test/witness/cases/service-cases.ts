import {
  aliceArn,
  allow,
  deny,
  doc,
  full,
  one,
  simulateCase,
  two,
  type CaseMembers,
  type SimulateCase,
} from "../simulate-case.ts";

const yes = "allowed";
const no = "implicitly-denied";
const stop = "explicitly-denied";

const identity = [full];
const shut = [full, doc(deny())];
const root = { arn: `arn:aws:iam::${one}:root` };
const session = { arn: `arn:aws:sts::${one}:assumed-role/Dev/s`, sessionOf: `arn:aws:iam::${one}:role/Dev` };
const federated = { arn: `arn:aws:sts::${one}:federated-user/bob`, sessionOf: aliceArn };
const assume: CaseMembers = { action: "sts:AssumeRole", resource: `arn:aws:iam::${one}:role/Target` };
const away: CaseMembers = { action: "sts:AssumeRole", resource: `arn:aws:iam::${two}:role/Target` };
const trust = (Principal: unknown, more: object = {}) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole", ...more }],
});
const toAccount = trust({ AWS: one });
const toAlice = trust({ AWS: aliceArn });
const key: CaseMembers = { action: "kms:Decrypt", resource: `arn:aws:kms:eu-west-1:${one}:key/k` };
const keyTo = (AWS: unknown) => doc(allow({ Principal: { AWS }, Action: "kms:*" }));

const trusts: readonly SimulateCase[] = [
  simulateCase("a trust policy must allow, even in one account", { ...assume, identity }, no),
  simulateCase("trust in another", { ...assume, identity, resourcePolicy: trust({ AWS: two }) }, no),
  simulateCase(
    "trust in the account delegates to identity policies",
    { ...assume, identity, resourcePolicy: toAccount },
    yes,
  ),
  simulateCase("trust in the account without a grant", { ...assume, resourcePolicy: toAccount }, no),
  simulateCase("trust that names the very user is enough", { ...assume, resourcePolicy: toAlice }, yes),
  simulateCase(
    "trust that denies",
    {
      ...assume,
      identity,
      resourcePolicy: { Version: "2012-10-17", Statement: [{ Effect: "Deny", Principal: "*", Action: "*" }] },
    },
    stop,
  ),
  simulateCase("across accounts trust alone is not enough", { ...away, resourcePolicy: toAlice }, no),
  simulateCase("across accounts a grant alone is not enough", { ...away, identity }, no),
  simulateCase("across accounts both sides", { ...away, identity, resourcePolicy: toAccount }, yes),
  simulateCase("across accounts both sides, the user named", { ...away, identity, resourcePolicy: toAlice }, yes),
  simulateCase(
    "trust with MFA, from a key",
    {
      ...assume,
      identity,
      resourcePolicy: trust({ AWS: one }, { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }),
    },
    no,
  ),
  simulateCase(
    "trust with MFA, with a code",
    {
      ...assume,
      identity,
      resourcePolicy: trust({ AWS: one }, { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }),
      context: { "aws:MultiFactorAuthPresent": "true" },
    },
    yes,
  ),
  simulateCase(
    "trust with BoolIfExists lets a key in",
    {
      ...assume,
      identity,
      resourcePolicy: trust({ AWS: one }, { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } } }),
    },
    yes,
  ),
  simulateCase(
    "trust in a service",
    { ...assume, principal: { arn: "ec2.amazonaws.com" }, resourcePolicy: trust({ Service: "ec2.amazonaws.com" }) },
    yes,
  ),
  simulateCase(
    "trust in another service",
    { ...assume, principal: { arn: "ec2.amazonaws.com" }, resourcePolicy: trust({ Service: "lambda.amazonaws.com" }) },
    no,
  ),
  simulateCase(
    "a service is not trusted by the account",
    { ...assume, principal: { arn: "ec2.amazonaws.com" }, resourcePolicy: toAccount },
    no,
  ),
  simulateCase(
    "trust in an identity provider",
    {
      action: "sts:AssumeRoleWithWebIdentity",
      resource: `arn:aws:iam::${one}:role/Target`,
      principal: { arn: `arn:aws:iam::${one}:oidc-provider/token.actions.githubusercontent.com` },
      resourcePolicy: trust(
        { Federated: `arn:aws:iam::${one}:oidc-provider/token.actions.githubusercontent.com` },
        {
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:corp/*" } },
        },
      ),
      context: { "token.actions.githubusercontent.com:sub": "repo:corp/app:ref:refs/heads/main" },
    },
    yes,
  ),
  simulateCase(
    "trust in an identity provider, another subject",
    {
      action: "sts:AssumeRoleWithWebIdentity",
      resource: `arn:aws:iam::${one}:role/Target`,
      principal: { arn: `arn:aws:iam::${one}:oidc-provider/token.actions.githubusercontent.com` },
      resourcePolicy: trust(
        { Federated: `arn:aws:iam::${one}:oidc-provider/token.actions.githubusercontent.com` },
        {
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:corp/*" } },
        },
      ),
      context: { "token.actions.githubusercontent.com:sub": "repo:evil/app:ref:refs/heads/main" },
    },
    no,
  ),
  simulateCase(
    "a deleted role's id in a trust policy is nobody",
    { ...assume, principal: session, identity, resourcePolicy: trust({ AWS: "AROAEXAMPLEEXAMPLE111" }) },
    no,
  ),
];

const keys: readonly SimulateCase[] = [
  simulateCase("a key policy must allow, even in one account", { ...key, identity, resourcePolicy: keyTo(two) }, no),
  simulateCase("no key policy", { ...key, identity }, no),
  simulateCase(
    "a key policy for the account delegates",
    { ...key, identity, resourcePolicy: keyTo(`arn:aws:iam::${one}:root`) },
    yes,
  ),
  simulateCase("a key policy for the account without a grant", { ...key, resourcePolicy: keyTo(one) }, no),
  simulateCase("a key policy that names the user", { ...key, resourcePolicy: keyTo(aliceArn) }, yes),
  simulateCase("a key policy that forgot root", { ...key, principal: root, resourcePolicy: keyTo(aliceArn) }, no),
  simulateCase(
    "a key of another account needs both sides",
    { ...key, resource: `arn:aws:kms:eu-west-1:${two}:key/k`, resourcePolicy: keyTo(aliceArn) },
    no,
  ),
  simulateCase(
    "a key of another account with both sides",
    { ...key, resource: `arn:aws:kms:eu-west-1:${two}:key/k`, resourcePolicy: keyTo(one), identity },
    yes,
  ),
  simulateCase("kms:ListKeys has no key", { action: "kms:ListKeys", resource: "*", identity }, yes),
];

const sts: CaseMembers = { resource: "*" };
const rules: readonly SimulateCase[] = [
  simulateCase("GetCallerIdentity is always allowed", { ...sts, action: "sts:GetCallerIdentity", identity: shut }, yes),
  simulateCase("GetCallerIdentity passes SCPs", { ...sts, action: "sts:GetCallerIdentity", scps: [[]] }, yes),
  simulateCase(
    "GetCallerIdentity of a federated session",
    { ...sts, action: "sts:GetCallerIdentity", principal: federated },
    yes,
  ),
  simulateCase("no policy takes GetSessionToken away", { ...sts, action: "sts:GetSessionToken", identity: shut }, yes),
  simulateCase("GetSessionToken needs no permission", { ...sts, action: "sts:GetSessionToken" }, yes),
  simulateCase(
    "a policy can take GetFederationToken away",
    { action: "sts:GetFederationToken", resource: `arn:aws:sts::${one}:federated-user/x`, identity: shut },
    stop,
  ),
  simulateCase(
    "GetFederationToken needs permission",
    { action: "sts:GetFederationToken", resource: `arn:aws:sts::${one}:federated-user/x` },
    no,
  ),
  simulateCase(
    "a federated session calls nothing else of STS",
    { ...assume, principal: federated, identity, session: [full], resourcePolicy: toAccount },
    no,
  ),
  simulateCase(
    "a federated session calls IAM in the console only",
    { principal: federated, action: "iam:ListUsers", resource: "*", identity, session: [full] },
    "unknown",
  ),
  simulateCase(
    "a federated session that may not IAM at all",
    {
      principal: federated,
      action: "iam:ListUsers",
      resource: "*",
      identity,
      session: [doc(allow({ Action: "s3:*" }))],
    },
    no,
  ),
  simulateCase(
    "policies of AWS cannot be changed",
    { action: "iam:CreatePolicyVersion", resource: "arn:aws:iam::aws:policy/AdministratorAccess", identity },
    no,
  ),
  simulateCase(
    "one's own policies can",
    { action: "iam:CreatePolicyVersion", resource: `arn:aws:iam::${one}:policy/mine`, identity },
    yes,
  ),
  simulateCase(
    "a root session without its task policy is not known",
    {
      principal: { arn: `arn:aws:sts::${one}:assumed-root`, kind: "assumed-root" },
      action: "iam:GetUser",
      resource: `arn:aws:iam::${one}:root`,
    },
    "unknown",
  ),
  simulateCase(
    "a task policy is a ceiling on the root session",
    {
      principal: { arn: `arn:aws:sts::${one}:assumed-root`, kind: "assumed-root" },
      action: "iam:CreateUser",
      resource: `arn:aws:iam::${one}:user/x`,
      session: [doc(deny({ NotAction: ["iam:GetUser"] }))],
    },
    stop,
  ),
  simulateCase(
    "inside its task the root session may",
    {
      principal: { arn: `arn:aws:sts::${one}:assumed-root`, kind: "assumed-root" },
      action: "iam:GetUser",
      resource: `arn:aws:iam::${one}:root`,
      session: [doc(deny({ NotAction: ["iam:GetUser"] }))],
    },
    yes,
  ),
  simulateCase(
    "SCPs bind the root session",
    {
      principal: { arn: `arn:aws:sts::${one}:assumed-root`, kind: "assumed-root" },
      action: "iam:GetUser",
      resource: `arn:aws:iam::${one}:root`,
      session: [doc(deny({ NotAction: ["iam:GetUser"] }))],
      scps: [[full, doc(deny({ Action: "iam:*" }))]],
    },
    stop,
  ),
  simulateCase(
    "aws:AssumedRoot is true in a root session",
    {
      principal: { arn: `arn:aws:sts::${one}:assumed-root`, kind: "assumed-root" },
      action: "iam:GetUser",
      resource: `arn:aws:iam::${one}:root`,
      session: [full],
      scps: [[full, doc(deny({ Condition: { Bool: { "aws:AssumedRoot": "true" } } }))]],
    },
    stop,
  ),
];

const bucketRoot: CaseMembers = { principal: root, action: "s3:PutBucketPolicy", resource: "arn:aws:s3:::bucket" };
const closed = doc(deny({ Principal: "*" }));
const reserved = `arn:aws:iam::${one}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0a1b`;
const linked = `arn:aws:iam::${one}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`;

const kept: readonly SimulateCase[] = [
  simulateCase(
    "root of the owner may replace a bucket policy that denies",
    { ...bucketRoot, resourcePolicy: closed },
    yes,
  ),
  simulateCase(
    "an SCP may stop root from that",
    { ...bucketRoot, resourcePolicy: closed, scps: [[full, doc(deny({ Action: "s3:*" }))]] },
    stop,
  ),
  simulateCase(
    "root of another account may not",
    { ...bucketRoot, resourcePolicy: closed, resourceAccount: two },
    stop,
  ),
  simulateCase(
    "a user may not",
    { ...bucketRoot, principal: { arn: aliceArn }, identity, resourcePolicy: closed },
    stop,
  ),
  simulateCase(
    "a role under aws-reserved cannot be changed",
    { action: "iam:PutRolePolicy", resource: reserved, identity },
    no,
  ),
  simulateCase(
    "a service-linked role cannot be changed",
    { action: "iam:AttachRolePolicy", resource: linked, identity },
    no,
  ),
  simulateCase("it can be read", { action: "iam:GetRole", resource: linked, identity }, yes),
  simulateCase(
    "a role session cannot call GetFederationToken",
    {
      principal: session,
      identity,
      action: "sts:GetFederationToken",
      resource: `arn:aws:sts::${one}:federated-user/x`,
    },
    no,
  ),
  simulateCase(
    "a user may, when granted",
    { identity, action: "sts:GetFederationToken", resource: `arn:aws:sts::${one}:federated-user/x` },
    yes,
  ),
  simulateCase(
    "names of tags know no case",
    {
      principal: { arn: aliceArn, tags: { Team: "red" } },
      identity: [doc(allow({ Condition: { StringEquals: { "aws:PrincipalTag/TEAM": "red" } } }))],
    },
    yes,
  ),
  simulateCase(
    "a Deny counts although a later one does not match",
    {
      identity: [full, doc(deny({ Action: "s3:*" }), deny({ Resource: "arn:aws:s3:::other" }))],
    },
    stop,
  ),
];

/** Trust, keys and what no policy text shows. */
export const serviceCases: readonly SimulateCase[] = [...trusts, ...keys, ...rules, ...kept];
