/**
 * Who makes a call: `central` management or a delegated administrator, `own` the caller in its own account, `member`
 * the reader role in a member, `audit` the AssumeRoot session in a member.
 */
export type Caller = "central" | "own" | "member" | "audit";

/** Calls that share one request rate at AWS. */
export type RateGroup =
  | "organizations"
  | "sts"
  | "iam"
  | "account-contact"
  | "account-alternate"
  | "account-email-status"
  | "account-information"
  | "signin";

/** What the collector knows about one call. Its key in `calls` is the IAM action. */
export interface CallSpec {
  readonly group: RateGroup;
  readonly by: readonly Caller[];
  /** Facts of the snapshot that come from it, as `file.property`. */
  readonly feeds: readonly string[];
  /** What a person calls the thing it reads. */
  readonly reads: string;
}

const central: readonly Caller[] = ["central"];
const inAccount: readonly Caller[] = ["own", "member"];
const contacts: readonly Caller[] = ["central", "own", "member"];
const orgFact = (feeds: readonly string[], reads: string): CallSpec => ({
  group: "organizations",
  by: central,
  feeds,
  reads,
});

/**
 * Every call the collector makes. The key is the IAM action, which for all of them equals the operation name; the
 * sign-in operations are `/kebab-case` paths on the wire. Sources: service authorization reference of each service.
 */
export const calls = {
  "sts:GetCallerIdentity": { group: "sts", by: ["own"], feeds: ["manifest.caller"], reads: "who is calling" },
  "sts:AssumeRole": { group: "sts", by: central, feeds: ["accounts.flags", "accounts.iam"], reads: "the reader role" },
  "sts:AssumeRoot": {
    group: "sts",
    by: central,
    feeds: ["accounts.flags", "accounts.devices", "accounts.keys", "accounts.certificates", "accounts.loginProfile"],
    reads: "root credentials by an audit session",
  },
  "iam:GetAccountSummary": {
    group: "iam",
    by: [...inAccount, "audit"],
    feeds: ["accounts.flags"],
    reads: "root password, MFA, keys and certificates",
  },
  "iam:GenerateCredentialReport": {
    group: "iam",
    by: inAccount,
    feeds: ["accounts.report", "accounts.users"],
    reads: "credential ages",
  },
  "iam:GetCredentialReport": {
    group: "iam",
    by: inAccount,
    feeds: ["accounts.report", "accounts.users"],
    reads: "credential ages",
  },
  "iam:ListVirtualMFADevices": {
    group: "iam",
    by: inAccount,
    feeds: ["accounts.devices", "accounts.userDevices"],
    reads: "virtual MFA devices",
  },
  "iam:GetAccountAuthorizationDetails": {
    group: "iam",
    by: inAccount,
    feeds: ["accounts.iam"],
    reads: "principals and policies",
  },
  "iam:ListMFADevices": { group: "iam", by: ["audit"], feeds: ["accounts.devices"], reads: "root's MFA devices" },
  "iam:ListAccessKeys": { group: "iam", by: ["audit"], feeds: ["accounts.keys"], reads: "root's access keys" },
  "iam:GetAccessKeyLastUsed": {
    group: "iam",
    by: ["audit"],
    feeds: ["accounts.keys"],
    reads: "last use of root's keys",
  },
  "iam:ListSigningCertificates": {
    group: "iam",
    by: ["audit"],
    feeds: ["accounts.certificates"],
    reads: "root's X.509 certificates",
  },
  "iam:GetLoginProfile": { group: "iam", by: ["audit"], feeds: ["accounts.loginProfile"], reads: "root's password" },
  "iam:ListOrganizationsFeatures": {
    group: "iam",
    by: central,
    feeds: ["organization.rootFeatures"],
    reads: "central root features",
  },
  "organizations:DescribeOrganization": {
    group: "organizations",
    by: ["central", "own"],
    feeds: ["organization.organization", "accounts.kind"],
    reads: "the organization",
  },
  "organizations:ListAccounts": orgFact(
    [
      "accounts.name",
      "accounts.email",
      "accounts.state",
      "accounts.joinedMethod",
      "accounts.joinedAt",
      "accounts.path",
    ],
    "accounts and their root e-mail",
  ),
  "organizations:ListParents": orgFact(["accounts.path"], "the units above an account"),
  "organizations:ListRoots": orgFact(["organization.roots"], "policy types of the organization root"),
  "organizations:ListOrganizationalUnitsForParent": orgFact(["organization.units"], "names of units"),
  "organizations:ListPolicies": orgFact(["organization.policies"], "SCPs and RCPs"),
  "organizations:DescribePolicy": orgFact(["organization.policies"], "the text of SCPs and RCPs"),
  "organizations:ListTargetsForPolicy": orgFact(["organization.policies"], "what SCPs and RCPs are attached to"),
  "organizations:ListDelegatedAdministrators": orgFact(["organization.delegates"], "delegated administrators"),
  "organizations:ListAWSServiceAccessForOrganization": orgFact(["organization.trustedAccess"], "trusted access"),
  "organizations:DescribeResourcePolicy": orgFact(["organization.delegationPolicy"], "the delegation policy"),
  "account:GetContactInformation": {
    group: "account-contact",
    by: contacts,
    feeds: ["accounts.contact", "accounts.contactVerification"],
    reads: "the primary contact and its phone",
  },
  "account:GetAlternateContact": {
    group: "account-alternate",
    by: contacts,
    feeds: ["accounts.alternates"],
    reads: "alternate contacts",
  },
  "account:GetPrimaryEmailUpdateStatus": {
    group: "account-email-status",
    by: ["central", "own"],
    feeds: ["accounts.emailUpdate"],
    reads: "a pending change of the root e-mail",
  },
  "account:GetAccountInformation": {
    group: "account-information",
    by: contacts,
    feeds: ["accounts.createdAt"],
    reads: "the day an account was created",
  },
  "signin:GetConsoleAuthorizationConfiguration": {
    group: "signin",
    by: contacts,
    feeds: ["accounts.signin", "organization.signin"],
    reads: "whether sign-in policies are enforced",
  },
  "signin:GetResourcePolicy": {
    group: "signin",
    by: inAccount,
    feeds: ["accounts.signin"],
    reads: "the sign-in policy",
  },
  "signin:ListResourcePermissionStatements": {
    group: "signin",
    by: inAccount,
    feeds: ["accounts.signin"],
    reads: "sign-in policy statements",
  },
} as const satisfies Record<string, CallSpec>;

/** A call the collector makes: its IAM action. */
export type CallName = keyof typeof calls;

/** Names of all calls, in table order. */
export const callNames = Object.keys(calls) as readonly CallName[];

/** The table row of a call. */
export function callSpec(call: CallName): CallSpec {
  return calls[call];
}
