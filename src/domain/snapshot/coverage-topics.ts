import { type Fact, isSeen, unseen } from "../core/fact.ts";
import type { AccountFacts } from "./account-facts.ts";
import type { OrganizationFacts } from "./organization-facts.ts";

/** A group of facts that a person thinks of as one thing. */
export interface Topic {
  readonly what: string;
  /** The step when the facts were not asked for, or the mode has no call for them. */
  readonly step: string;
}

/** An account's facts of one topic; `undefined` marks a missing property. */
export interface AccountTopic extends Topic {
  readonly of: (account: AccountFacts) => readonly (Fact<unknown> | undefined)[];
}

const assumeRoot = "--assume-root";
const roles = "--mode org+roles, with the reader role in the members";

/** Topics of one account, in the order in which they matter. */
export const accountTopics: readonly AccountTopic[] = [
  {
    what: "root password, MFA, keys and certificates",
    step: `${roles}, or ${assumeRoot}`,
    of: ({ flags }) => [flags?.password, flags?.mfa, flags?.accessKeys, flags?.certificates],
  },
  { what: "principals and policies (who can)", step: roles, of: ({ iam }) => [iam] },
  { what: "root's MFA devices and their kind", step: assumeRoot, of: ({ devices }) => [devices] },
  {
    what: "root's MFA devices other than virtual ones",
    step: assumeRoot,
    of: ({ devices, devicesComplete, kind }) =>
      isSeen(devices) && devicesComplete !== true
        ? [kind === "member" ? unseen("not-asked", assumeRoot) : unseen("not-observable")]
        : [],
  },
  {
    what: "ids, state and last use of root's keys and certificates",
    step: assumeRoot,
    of: ({ keys, certificates }) => [keys, certificates],
  },
  { what: "the creation date of root's password", step: assumeRoot, of: ({ loginProfile }) => [loginProfile] },
  { what: "ages and last use of root's credentials", step: "--credential-report", of: ({ report }) => [report] },
  {
    what: "passwords, keys and MFA of IAM users",
    step: "--credential-report",
    of: ({ users, report }) => [users ?? newerThan(report)],
  },
  {
    what: "virtual MFA devices of IAM users",
    step: `a scan with ${roles}`,
    of: ({ userDevices, devices }) => [userDevices ?? newerThan(devices)],
  },
  {
    what: "the primary contact and its phone",
    step: roles,
    of: ({ contact, contactVerification }) => [contact, contactVerification],
  },
  {
    what: "alternate contacts",
    step: roles,
    of: ({ alternates }) => [alternates?.security, alternates?.billing, alternates?.operations],
  },
  {
    what: "pending changes of the root e-mail",
    step: "a scan from the management account",
    of: ({ emailUpdate }) => [emailUpdate],
  },
  { what: "the root e-mail address", step: "a scan from the management account", of: ({ email }) => [email] },
  { what: "the place in the organization", step: "a scan from the management account", of: ({ path }) => [path] },
  { what: "the day the account was created", step: roles, of: ({ createdAt }) => [createdAt] },
  {
    what: "the account's sign-in policy",
    step: roles,
    of: ({ signin }) => [signin?.configuration, signin?.policy, signin?.statements],
  },
];

/**
 * A fact that older snapshots do not have is read together with one that they have: with that one there, the account was
 * read to its end, and the missing one was not asked for.
 */
function newerThan(older: Fact<unknown> | undefined): Fact<unknown> | undefined {
  return older === undefined ? undefined : unseen("not-asked");
}

/** Facts of the organization of one topic. */
export interface OrganizationTopic extends Topic {
  readonly of: (organization: OrganizationFacts) => readonly Fact<unknown>[];
}

const management = "a scan from the management account or a delegated administrator";

/** Topics of the organization. */
export const organizationTopics: readonly OrganizationTopic[] = [
  { what: "the organization", step: management, of: (org) => [org.organization] },
  {
    what: "the list of accounts",
    step: management,
    of: (org) => (org.accountList === undefined ? [] : [org.accountList]),
  },
  { what: "central root features", step: management, of: (org) => [org.rootFeatures] },
  { what: "trusted access", step: management, of: (org) => [org.trustedAccess] },
  { what: "delegated administrators", step: management, of: (org) => Object.values(org.delegates) },
  { what: "policy types of the organization root", step: management, of: (org) => [org.roots] },
  { what: "names of units", step: management, of: (org) => [org.units] },
  { what: "SCPs and RCPs", step: management, of: (org) => [org.policies, ...policyParts(org)] },
  { what: "the delegation policy", step: management, of: (org) => [org.delegationPolicy] },
  {
    what: "the organization's sign-in configuration",
    step: management,
    of: (org) => Object.values(org.signin).map((signin) => signin.configuration),
  },
];

/** It is attached everywhere and cannot be detached, so its targets are never listed and nobody misses them. */
const attachedEverywhere = "p-RCPFullAWSAccess";

function policyParts(organization: OrganizationFacts): readonly Fact<unknown>[] {
  if ("status" in organization.policies) return [];
  return organization.policies.value.flatMap((policy) =>
    policy.id === attachedEverywhere ? [policy.document] : [policy.document, policy.targets],
  );
}
