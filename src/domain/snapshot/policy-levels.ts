import { type Fact, isSeen, seen, type Unseen, unseen } from "../core/fact.ts";
import type { AccountFacts } from "./account-facts.ts";
import type { OrganizationFacts, OrgPolicy } from "./organization-facts.ts";

/** The two organization policy types that guard anything here. */
export type GuardType = OrgPolicy["type"];

/** One level of the path: the organization root, a unit, or the account. */
export interface PolicyLevel {
  readonly target: string;
  readonly policies: readonly OrgPolicy[];
}

const everywhere = "p-RCPFullAWSAccess";

/**
 * Policies of one type on the path of an account, organization root first. `null` value: the type has no effect here,
 * because there is no organization, it is not in all-features mode, or the type is not ENABLED on the root. Whether the
 * account is bound (management is not, by SCPs) is for the caller to know. Source: Organizations guide, SCP evaluation.
 */
export function policyLevels(
  organization: OrganizationFacts,
  account: AccountFacts,
  type: GuardType,
): Fact<readonly PolicyLevel[] | null> {
  const org = organization.organization;
  if (!isSeen(org)) return org;
  const none = (from: { source: string; at: string }) => seen(null, from.source, from.at);
  if (org.value === null || account.kind === "standalone") return none(org);
  if (org.value.featureSet !== "ALL") return none(org);
  const roots = organization.roots;
  if (!isSeen(roots)) return roots;
  const status = roots.value[0]?.policyTypes.find((each) => each.type === type)?.status;
  if (status === undefined || status === "PENDING_ENABLE") return none(roots);
  if (status !== "ENABLED") return pending(type, status);
  const path = account.path;
  if (path === undefined) return unseen("not-asked", "organizations:ListAccounts");
  if (!isSeen(path)) return path;
  const policies = organization.policies;
  if (!isSeen(policies)) return policies;
  const ofType = policies.value.filter((policy) => policy.type === type);
  const blind = ofType.find((policy) => policy.id !== everywhere && !isSeen(policy.targets));
  if (blind !== undefined && !isSeen(blind.targets)) return blind.targets;
  const levels = [...path.value, account.id].map((target) => ({
    target,
    policies: ofType.filter((policy) => policy.id === everywhere || isOn(policy, target)),
  }));
  return seen(levels, policies.source, policies.at);
}

function isOn(policy: OrgPolicy, target: string): boolean {
  return isSeen(policy.targets) && policy.targets.value.includes(target);
}

function pending(type: string, status: string): Unseen {
  return unseen("not-observable", `organizations:ListRoots (${type} is ${status})`);
}
