import { accountId } from "../../domain/core/account-id.ts";
import { AwsFailure } from "../aws-failure.ts";
import type { Call } from "../aws-service.ts";
import type { AccountState, SigninState } from "../state/account-state.ts";

/** What a console authorization call speaks of. */
export interface Scope {
  readonly targetId: string;
  readonly scope: "ACCOUNT" | "ORGANIZATION";
  readonly signin: SigninState;
  /** The account, when it is one. */
  readonly account: AccountState | null;
}

/**
 * Finds the target of a console authorization call: the caller's account, or, for management, another account of the
 * organization, the organization (`o-..`) or its root (`r-..`). Throws `AwsFailure`.
 */
export function findScope(call: Call): Scope {
  const targetId = call.input["targetId"] ?? call.account.id;
  if (typeof targetId !== "string" || !/^(\d{12}|o-[a-z0-9]{10,32}|r-[0-9a-z]{4,32})$/.test(targetId)) {
    throw new AwsFailure("ValidationException", 400, "targetId must be an account id, o-… or r-…");
  }
  if (targetId === call.account.id) {
    return { targetId, scope: "ACCOUNT", signin: call.account.signin, account: call.account };
  }
  const organization = call.state.organization;
  if (organization === null || call.account.id !== organization.managementId) {
    throw new AwsFailure("AccessDeniedException", 403, "Only the management account may name another target");
  }
  const id = accountId(targetId);
  const account = id === null ? undefined : call.state.accounts.get(id);
  if (account !== undefined && account.parent !== null) {
    return { targetId, scope: "ACCOUNT", signin: account.signin, account };
  }
  if (targetId !== organization.id && targetId !== organization.rootId) {
    throw new AwsFailure("ResourceNotFoundException", 404, `There is no ${targetId} in your organization`);
  }
  const known = organization.signin.get(targetId);
  const signin = known ?? { enabled: false, statements: [] };
  if (known === undefined) organization.signin.set(targetId, signin);
  return { targetId, scope: "ORGANIZATION", signin, account: null };
}
