import { type Fact, isSeen, type Unseen } from "../../../domain/core/fact.ts";
import { iamService } from "../../../domain/custody/root-access/calls-of.ts";
import { commandOfTask } from "../../../domain/custody/root-access/central-alternative.ts";
import { type TaskPolicy, taskPolicies } from "../../../domain/root-tasks/task-policies.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { isActive } from "../../../domain/snapshot/coverage.ts";
import type { FoundPlace } from "../../scan/collect/find-place.ts";

/** What was read of an organization. */
export interface RootAccessFacts {
  /** Twelve digits of the caller's account. */
  readonly caller: string;
  readonly found: Pick<FoundPlace, "place" | "organization">;
  readonly features: Fact<readonly string[]>;
  readonly trustedAccess: Fact<readonly string[]>;
  readonly delegates: Fact<readonly string[]>;
  readonly accounts: Fact<readonly AccountFacts[]>;
}

/** Yes, no, or not known and what is missing to know it. */
export type Known = { readonly state: "yes" | "no" } | { readonly state: "unknown"; readonly missing: string };

/** One of the five tasks. */
export interface TaskStatus {
  readonly task: TaskPolicy["id"];
  /** The task policy's name. */
  readonly policy: string;
  readonly what: string;
  readonly feature: TaskPolicy["feature"];
  readonly command: string;
  /** `false`: the person's own credentials make the call. `true`: it runs under an approved request. */
  readonly needsRequest: boolean;
  /** As far as the organization goes; whether the role may call sts:AssumeRoot shows only when it does. */
  readonly state: "possible" | "impossible" | "unknown";
  /** What stands in the way, and what could not be read with the call that is missing. */
  readonly needs: readonly string[];
}

/** Where central root access of an organization stands. */
export interface RootAccessStatus {
  readonly place: FoundPlace["place"];
  /** `null`: AWS says that the account is in no organization. */
  readonly organization: FoundPlace["organization"];
  readonly features: readonly { readonly feature: TaskPolicy["feature"]; readonly on: Known }[];
  readonly trustedAccess: Known;
  readonly delegates: Fact<readonly string[]>;
  readonly members: Fact<{ readonly active: number; readonly notActive: number }>;
  readonly tasks: readonly TaskStatus[];
}

/** States where central root access stands by what was read; what could not be read is never taken for yes or no. */
export function statusOf(facts: RootAccessFacts): RootAccessStatus {
  const { found, features, trustedAccess, delegates } = facts;
  return {
    place: found.place,
    organization: found.organization,
    features: (["RootCredentialsManagement", "RootSessions"] as const).map((feature) => ({
      feature,
      on: knownOf(features, (on) => on.includes(feature), "iam:ListOrganizationsFeatures"),
    })),
    trustedAccess: trusted(trustedAccess),
    delegates,
    members: membersOf(facts.accounts),
    tasks: taskPolicies.map((policy) => taskStatus(facts, policy)),
  };
}

function taskStatus(facts: RootAccessFacts, { id, name, what, feature }: TaskPolicy): TaskStatus {
  const conditions = [
    inOrganization(facts.found),
    { known: trusted(facts.trustedAccess), lack: `trusted access of ${iamService}: rootward root-access enable` },
    {
      known: knownOf(facts.features, (on) => on.includes(feature), "iam:ListOrganizationsFeatures"),
      lack: `the feature ${feature}: rootward root-access enable`,
    },
    {
      known: knownOf(membersOf(facts.accounts), ({ active }) => active > 0, "organizations:ListAccounts"),
      lack: "an active member",
    },
    ...(id === "audit" ? [callerMay(facts)] : []),
  ];
  const against = conditions.filter(({ known }) => known.state === "no").map(({ lack }) => lack);
  const open = conditions.flatMap(({ known }) => (known.state === "unknown" ? [`not known: ${known.missing}`] : []));
  const state = against.length > 0 ? "impossible" : open.length > 0 ? "unknown" : "possible";
  const needs = [...new Set([...against, ...open])];
  return {
    task: id,
    policy: name,
    what,
    feature,
    command: commandOfTask[id],
    needsRequest: id !== "audit",
    state,
    needs,
  };
}

interface Condition {
  readonly known: Known;
  readonly lack: string;
}

function inOrganization({ organization }: RootAccessFacts["found"]): Condition {
  const known = knownOf(organization, (value) => value !== null, "organizations:DescribeOrganization");
  return { known, lack: "an organization: this account is in none" };
}

/** Source: STS API reference, AssumeRoot: called from the management account or IAM's delegated administrator. */
function callerMay({ caller, found, delegates }: RootAccessFacts): Condition {
  const lack = "credentials of the management account or of IAM's delegated administrator";
  if (found.place === "management") return { known: { state: "yes" }, lack };
  return {
    known: knownOf(delegates, (all) => all.includes(caller), "organizations:ListDelegatedAdministrators"),
    lack,
  };
}

function trusted(fact: Fact<readonly string[]>): Known {
  return knownOf(
    fact,
    (services) => services.includes(iamService),
    "organizations:ListAWSServiceAccessForOrganization",
  );
}

function membersOf(fact: RootAccessFacts["accounts"]): RootAccessStatus["members"] {
  if (!isSeen(fact)) return fact;
  const members = fact.value.filter(({ kind }) => kind === "member");
  const active = members.filter(isActive).length;
  return { ...fact, value: { active, notActive: members.length - active } };
}

function knownOf<T>(fact: Fact<T>, test: (value: T) => boolean, call: string): Known {
  if (isSeen(fact)) return { state: test(fact.value) ? "yes" : "no" };
  return { state: "unknown", missing: missingOf(fact, call) };
}

function missingOf({ why, needs, detail }: Unseen, call: string): string {
  return `${needs ?? call} (${why}${detail === undefined ? "" : `: ${detail}`})`;
}
