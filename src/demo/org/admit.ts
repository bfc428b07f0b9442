import { AwsFailure } from "../aws-failure.ts";
import type { Call, ConditionContext } from "../aws-service.ts";
import type { OrganizationState } from "../state/organization-state.ts";

/**
 * Who may call: `anyone` of an account in the organization; `reader` = management, any delegated administrator, or whom
 * the delegation policy allows; `policy-writer` = management or whom the delegation policy allows; `management` alone.
 */
export type Admission = "anyone" | "reader" | "policy-writer" | "management";

/**
 * Refuses a call that may not be made here and returns the organization: the account must be in one, the caller's
 * policies must allow `organizations:{operation}` on every resource, and the account must be admitted.
 */
export function admit(
  call: Call,
  admission: Admission,
  resources: (organization: OrganizationState) => readonly string[] = () => ["*"],
  context: ConditionContext = {},
): OrganizationState {
  const { organization } = call.state;
  if (organization === null || call.account.parent === null) {
    const text = "Your account is not a member of an organization.";
    throw new AwsFailure("AWSOrganizationsNotInUseException", 400, text);
  }
  const action = `organizations:${call.operation}`;
  const arns = resources(organization);
  for (const resource of arns) call.authorize(action, resource, { context });
  if (!isAdmitted(call, organization, admission, action, arns, context)) {
    const text = "You don't have permissions to access this resource.";
    throw new AwsFailure("AccessDeniedException", 400, text);
  }
  return organization;
}

function isAdmitted(
  call: Call,
  organization: OrganizationState,
  admission: Admission,
  action: string,
  arns: readonly string[],
  context: ConditionContext,
): boolean {
  if (admission === "anyone" || call.account.id === organization.managementId) return true;
  if (admission === "management") return false;
  if (admission === "reader" && isDelegate(organization, call)) return true;
  const management = call.state.accounts.get(organization.managementId);
  if (organization.delegationPolicy === null || management === undefined) return false;
  const options = { context, resourceAccount: management, resourcePolicy: organization.delegationPolicy };
  return arns.every((resource) => call.decide(action, resource, options).allowed);
}

function isDelegate(organization: OrganizationState, call: Call): boolean {
  return [...organization.delegates.values()].some((accounts) => accounts.has(call.account.id));
}
