import { isSeen } from "../../../domain/core/fact.ts";
import { trustNames } from "../../../domain/iam/principals/trust-names.ts";
import type { AccountModel } from "../../../domain/policy/account-model.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import type { AuthorizationDetails } from "../../../domain/snapshot/authorization-details.ts";
import { type Undated, undatedEvents } from "./undated-events.ts";

/** What can let somebody in again, whoever took root back. */
export type BackDoorKind =
  | "user"
  | "role"
  | "group"
  | "access-key"
  | "password"
  | "mfa-device"
  | "policy-version"
  | "trust";

/** A thing that is younger than an incident, or of which AWS holds no date. */
export interface BackDoor {
  readonly account: string;
  readonly kind: BackDoorKind;
  /** The user, role, group or policy that it belongs to. */
  readonly arn: string;
  readonly what: string;
  /** ISO 8601; null where AWS holds no date. */
  readonly at: string | null;
  /** The CloudTrail events that make or change such a thing. */
  readonly events: readonly string[];
  /** Whether its owner is administrator, or can become it; null: no. */
  readonly admin: "certain" | "may" | null;
}

/** What may outlive an incident. */
export interface BackDoors {
  readonly since: string;
  /** Oldest first. */
  readonly younger: readonly BackDoor[];
  /** Things without a date: trusts that admit somebody from outside of the account, and what nobody dated. */
  readonly undated: readonly BackDoor[];
  /** Changes that leave no date behind, with the CloudTrail event that would tell. */
  readonly alsoLookFor: readonly Undated[];
  /** What could not be looked at. */
  readonly unread: readonly { readonly account: string; readonly what: string }[];
}

/** One account to look through. */
export interface BackDoorAccount {
  readonly model: AccountModel;
  readonly details: AuthorizationDetails;
  readonly facts: Pick<AccountFacts, "users" | "userDevices"> | undefined;
}

type Found = Omit<BackDoor, "admin" | "account">;

/**
 * Lists everything made at or after `since` (milliseconds since 1970) that opens an account, and what has no date.
 * `isAdmin` tells of an ARN whether it is administrator.
 */
export function backDoors(
  since: number,
  accounts: readonly BackDoorAccount[],
  isAdmin: (arn: string) => BackDoor["admin"],
): BackDoors {
  const younger: BackDoor[] = [];
  const undated: BackDoor[] = [];
  const unread: { account: string; what: string }[] = [];
  for (const each of accounts) {
    const { account } = each.model;
    const told = (found: Found): BackDoor => ({ account, ...found, admin: isAdmin(found.arn) });
    for (const found of [...datedDetails(each.details), ...datedCredentials(each.facts)]) {
      const at = found.at === null ? Number.NaN : Date.parse(found.at);
      if (at >= since) younger.push(told(found));
      else if (Number.isNaN(at)) undated.push(told({ ...found, at: null }));
    }
    undated.push(...outsideTrusts(each.model).map(told));
    for (const what of missing(each.facts)) unread.push({ account, what });
  }
  return {
    since: new Date(since).toISOString(),
    younger: younger.sort((one, two) => order(one) - order(two) || (one.arn < two.arn ? -1 : 1)),
    undated,
    alsoLookFor: undatedEvents,
    unread,
  };
}

function order({ at }: BackDoor): number {
  return at === null ? 0 : Date.parse(at);
}

function datedDetails(details: AuthorizationDetails): readonly Found[] {
  const found: Found[] = [];
  const made = (kind: "user" | "role" | "group", event: string, list: readonly { readonly Arn: string }[]): void => {
    for (const each of list) {
      found.push({ kind, arn: each.Arn, what: `${kind} made`, at: dateOf(each), events: [event] });
    }
  };
  made("user", "CreateUser", details.UserDetailList);
  made("role", "CreateRole", details.RoleDetailList);
  made("group", "CreateGroup", details.GroupDetailList);
  for (const { Arn, PolicyVersionList } of details.Policies) {
    // AWS's own policies are changed by AWS.
    if (Arn.split(":")[4] === "aws") continue;
    for (const version of PolicyVersionList ?? []) {
      const what = `version ${version.VersionId}${version.IsDefaultVersion ? ", in force" : ", not in force"}`;
      const events = ["CreatePolicy", "CreatePolicyVersion"];
      found.push({ kind: "policy-version", arn: Arn, what, at: dateOf(version), events });
    }
  }
  return found;
}

/** `CreateDate` as the AWS CLI prints it. */
function dateOf(entry: object): string | null {
  const value = "CreateDate" in entry ? entry.CreateDate : null;
  return typeof value === "string" ? value : null;
}

function datedCredentials(facts: BackDoorAccount["facts"]): readonly Found[] {
  const found: Found[] = [];
  for (const { arn, keys, passwordEnabled, passwordLastChanged } of seenList(facts?.users)) {
    for (const [at, { active, lastRotated }] of keys.entries()) {
      // The report has a place for each of two keys, whether or not they are there.
      if (isSeen(active) && !active.value && isSeen(lastRotated) && lastRotated.value === null) continue;
      const state = !isSeen(active) ? "active or not" : active.value ? "active" : "not active";
      const date = isSeen(lastRotated) ? lastRotated.value : null;
      const events = ["CreateAccessKey", "UpdateAccessKey"];
      found.push({ kind: "access-key", arn, what: `access key ${at + 1}, ${state}`, at: date, events });
    }
    const hasPassword = !isSeen(passwordEnabled) || passwordEnabled.value;
    const changed = isSeen(passwordLastChanged) ? passwordLastChanged.value : null;
    if (hasPassword) {
      const events = ["CreateLoginProfile", "UpdateLoginProfile", "ChangePassword"];
      found.push({ kind: "password", arn, what: "console password set", at: changed, events });
    }
  }
  for (const { user, serial, enabledAt } of seenList(facts?.userDevices)) {
    found.push({ kind: "mfa-device", arn: user, what: `device ${serial}`, at: enabledAt, events: ["EnableMFADevice"] });
  }
  return found;
}

function seenList<T>(
  fact: { readonly value: readonly T[] } | { readonly status: "unknown" } | undefined,
): readonly T[] {
  return fact === undefined || "status" in fact ? [] : fact.value;
}

/** Roles that somebody outside of the account may assume: since when, AWS does not say. */
function outsideTrusts(model: AccountModel): readonly Found[] {
  return model.principals.flatMap(({ principal: { kind, arn, trust } }): readonly Found[] => {
    if (kind !== "role" || trust === undefined) return [];
    const events = ["UpdateAssumeRolePolicy"];
    if ("unknown" in trust) return [{ kind: "trust", arn, what: `not known: ${trust.unknown}`, at: null, events }];
    const { accounts, arns, isEveryone, providers } = trustNames(trust.policy);
    const outside = [
      ...(isEveryone ? ["everybody"] : []),
      ...accounts.filter((id) => id !== model.account),
      ...arns.filter((name) => name.split(":")[4] !== model.account),
      ...providers,
    ];
    return outside.length === 0 ? [] : [{ kind: "trust", arn, what: `admits ${outside.join(", ")}`, at: null, events }];
  });
}

function missing(facts: BackDoorAccount["facts"]): readonly string[] {
  const report = facts?.users !== undefined && isSeen(facts.users);
  const devices = facts?.userDevices !== undefined && isSeen(facts.userDevices);
  return [
    ...(report ? [] : ["access keys and passwords of users (iam:GetCredentialReport)"]),
    ...(devices ? [] : ["virtual MFA devices of users (iam:ListVirtualMFADevices)"]),
  ];
}
