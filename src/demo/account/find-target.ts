import { accountId, type AccountId } from "../../domain/core/account-id.ts";
import { AwsFailure } from "../aws-failure.ts";
import type { Call, ConditionContext } from "../aws-service.ts";
import type { AccountState } from "../state/account-state.ts";

const servicePrincipal = "account.amazonaws.com";

/** Whether an operation speaks of the caller's own account, of another one of the organization, or of either. */
export type Form = "own-or-central" | "central-only";

/**
 * Finds the account that a call speaks of and refuses callers without the permission. With `AccountId` (the central
 * form) the organization must have all features and trusted access, the caller must sit in management or a delegated
 * administrator account, and nobody may name its own account or management's. Throws `AwsFailure`.
 */
export function findTarget(call: Call, form: Form, context: ConditionContext = {}): AccountState {
  const named = call.input["AccountId"];
  if (named === undefined || named === null) {
    if (form === "central-only") throw new AwsFailure("ValidationException", 400, "AccountId must be given");
    call.authorize(`account:${call.operation}`, ownArn(call), { context });
    return call.account;
  }
  const id = typeof named === "string" ? accountId(named) : null;
  if (id === null) throw new AwsFailure("ValidationException", 400, "AccountId must be twelve digits");
  call.authorize(`account:${call.operation}`, centralArn(call, id), { context });
  return centralTarget(call, id);
}

function centralTarget(call: Call, id: AccountId): AccountState {
  const organization = call.state.organization;
  if (organization === null || call.account.parent === null) {
    throw denied(call, "the caller's account is not part of an organization");
  }
  if (organization.featureSet !== "ALL") {
    throw denied(call, "your organization must have all features enabled");
  }
  if (!organization.trusted.has(servicePrincipal)) {
    throw denied(call, "your organization must first enable trusted access with AWS Account Management");
  }
  if (id === organization.managementId) {
    throw denied(call, "the management account can only be managed using the standalone context");
  }
  if (id === call.account.id) {
    throw denied(call, "an account must leave out AccountId when it speaks of itself");
  }
  const isDelegate = organization.delegates.get(servicePrincipal)?.has(call.account.id) ?? false;
  if (call.account.id !== organization.managementId && !isDelegate) {
    throw denied(call, "only the management account or a delegated administrator may name another account");
  }
  const target = call.state.accounts.get(id);
  if (target === undefined || target.parent === null) {
    throw denied(call, "the account is not a member of your organization");
  }
  return target;
}

function denied(call: Call, why: string): AwsFailure {
  const message = `User: ${call.caller.arn} is not authorized to perform: account:${call.operation} (${why})`;
  return new AwsFailure("AccessDeniedException", 403, message);
}

function ownArn(call: Call): string {
  return `arn:${call.state.partition}:account::${call.account.id}:account`;
}

/** Members stand below management and the organization in Account Management's ARNs. */
function centralArn(call: Call, target: string): string {
  const organization = call.state.organization;
  if (organization === null) return ownArn(call);
  const { partition } = call.state;
  return `arn:${partition}:account::${organization.managementId}:account/${organization.id}/${target}`;
}
