import { accountId } from "../../domain/core/account-id.ts";
import { arnParts } from "../../domain/core/arn.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { demoErrors } from "../errors.ts";
import type { AccountState } from "../state/account-state.ts";
import type { IssuedCredentials } from "../state/credential-store.ts";
import type { PretendState } from "../state/pretend-state.ts";
import { entityArn, rolePrincipal, rootPrincipal, userPrincipal } from "../state/principal-of.ts";
import type { Principal } from "../state/principal.ts";

/**
 * Temporary keys that speak for a user, a role (a session named `setup`, or the one of an assumed-role ARN) or an
 * account's root, by ARN; they live `seconds` (default one hour). Throws `CodedError` DEMO_NO_SUCH_PRINCIPAL.
 */
export function credentialsOf(state: PretendState, arn: string, seconds = 3600): IssuedCredentials {
  const parts = arnParts(arn);
  const id = parts === null ? null : accountId(parts.account);
  const account = id === null ? undefined : state.accounts.get(id);
  const principal = account === undefined || parts === null ? null : find(state, account, arn, parts.resource);
  if (principal === null) throw new CodedError(demoErrors.DEMO_NO_SUCH_PRINCIPAL, { detail: arn });
  return state.credentials.issue(principal, state.clock.now() + seconds * 1000);
}

function find(state: PretendState, account: AccountState, arn: string, resource: string): Principal | null {
  if (resource === "root")
    return rootPrincipal(state, account, { kind: "console", mfa: account.root.devices.length > 0 });
  const [kind, ...rest] = resource.split("/");
  if (kind === "assumed-role") {
    const role = account.iam.roles.get(rest[0] ?? "");
    return role === undefined ? null : rolePrincipal(state, account, role, rest[1] ?? "setup");
  }
  const name = rest.at(-1) ?? "";
  const user = kind === "user" ? account.iam.users.get(name) : undefined;
  const role = kind === "role" ? account.iam.roles.get(name) : undefined;
  if (user !== undefined && entityArn(state, account, "user", user) === arn) return userPrincipal(state, account, user);
  if (role !== undefined && entityArn(state, account, "role", role) === arn)
    return rolePrincipal(state, account, role, "setup");
  return null;
}
