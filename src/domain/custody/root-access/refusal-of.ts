import { taskPolicies } from "../../root-tasks/task-policies.ts";
import { type Refused, refused } from "../refused.ts";
import { rootAccessErrors } from "./errors.ts";
import { type RootAccessPlan, taskPolicyOfTask } from "./root-access-plan.ts";

/** What is known about the account that a plan names; `null` where nobody could look. */
export interface TargetFacts {
  readonly kind: "management" | "member" | "standalone" | null;
  /** ACTIVE, SUSPENDED, PENDING_CLOSURE …, as Organizations says it. */
  readonly state: string | null;
  /** The central root features that are on. */
  readonly features: readonly string[] | null;
}

/**
 * Why AWS would refuse the plan for certain; `null` when nothing that is known speaks against it. `doubtsOf` tells what is
 * not known.
 */
export function refusalOf(plan: RootAccessPlan, { kind, state, features }: TargetFacts): Refused | null {
  if (plan.task === "enable") {
    if (kind === null || kind === "management") return null;
    return refused(rootAccessErrors.ROOT_ACCESS_NOT_MANAGEMENT, `${digits(plan.management)} is a ${kind} account`);
  }
  const account = digits(plan.account);
  if (kind === "management" || kind === "standalone") {
    return refused(rootAccessErrors.ROOT_ACCESS_NOT_A_MEMBER, `${account} is a ${kind} account`);
  }
  const feature = featureOf(plan.task);
  if (features !== null && !features.includes(feature)) {
    const command = "`rootward root-access enable`";
    return refused(
      rootAccessErrors.ROOT_ACCESS_FEATURE_OFF,
      `${plan.task} needs ${feature}: ${command} switches it on`,
    );
  }
  if (state !== null && state !== "ACTIVE") {
    return refused(rootAccessErrors.ROOT_ACCESS_ACCOUNT_NOT_ACTIVE, `${account} is ${state}`);
  }
  return null;
}

/** What was not known when `refusalOf` judged, each with the call that would tell. */
export function doubtsOf(plan: RootAccessPlan, { kind, state, features }: TargetFacts): readonly string[] {
  const doubts = [
    ...(kind === null ? ["what kind of account it is: organizations:DescribeOrganization and ListAccounts"] : []),
    ...(plan.task !== "enable" && state === null ? ["whether the account is ACTIVE: organizations:ListAccounts"] : []),
    ...(features === null ? ["which features are on: iam:ListOrganizationsFeatures"] : []),
  ];
  return doubts;
}

/** The organization feature that a member task needs. */
export function featureOf(task: keyof typeof taskPolicyOfTask): "RootCredentialsManagement" | "RootSessions" {
  const id = taskPolicyOfTask[task];
  return taskPolicies.find((each) => each.id === id)?.feature ?? "RootCredentialsManagement";
}

function digits(account: string): string {
  return account.slice(account.indexOf(":") + 1);
}
