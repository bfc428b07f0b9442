import { rootArn } from "../../domain/core/arn.ts";
import type { AccountState } from "./account-state.ts";
import type { RoleState, UserState } from "./iam-state.ts";
import type { PretendState } from "./pretend-state.ts";
import type { Principal, RootVia, SessionTerms } from "./principal.ts";

type Partition = Pick<PretendState, "partition">;

/** ARN of a user, group, role or managed policy from its path and name. */
export function entityArn(
  { partition }: Partition,
  account: Pick<AccountState, "id">,
  kind: "user" | "group" | "role" | "policy",
  entity: { readonly path: string; readonly name: string },
): string {
  return `arn:${partition}:iam::${account.id}:${kind}${entity.path}${entity.name}`;
}

/** The root user of an account as a caller. */
export function rootPrincipal(state: Partition, account: AccountState, via: RootVia): Principal {
  return { kind: "root", account: account.id, arn: rootArn(state.partition, account.id), via };
}

/** An IAM user as a caller. */
export function userPrincipal(state: Partition, account: AccountState, user: UserState): Principal {
  return { kind: "user", account: account.id, arn: entityArn(state, account, "user", user), name: user.name };
}

const plainTerms: SessionTerms = { mfa: false, sourceIdentity: null, policies: null };

/** A session of a role as a caller. */
export function rolePrincipal(
  state: Partition,
  account: AccountState,
  role: RoleState,
  session: string,
  terms: SessionTerms = plainTerms,
): Principal {
  return {
    kind: "role",
    account: account.id,
    arn: `arn:${state.partition}:sts::${account.id}:assumed-role/${role.name}/${session}`,
    roleArn: entityArn(state, account, "role", role),
    name: role.name,
    session,
    terms,
  };
}
