import type { AccountState } from "../state/account-state.ts";
import type { EntityState } from "../state/iam-state.ts";
import type { PolicyDocument } from "../state/policy-document.ts";
import type { PretendState } from "../state/pretend-state.ts";
import type { Principal } from "../state/principal.ts";
import { builtInPolicy } from "./built-in-policies.ts";

/** The policies of a user or role; `boundary` null = it has none. */
export interface IdentityPolicies {
  readonly documents: readonly PolicyDocument[];
  readonly boundary: PolicyDocument | null;
}

/** Finds the identity policies of a caller; a user or role that is gone has none. Root is not asked about. */
export function identityPolicies(
  state: PretendState,
  account: AccountState,
  caller: Exclude<Principal, { readonly kind: "root" }>,
): IdentityPolicies {
  const entity = caller.kind === "user" ? account.iam.users.get(caller.name) : account.iam.roles.get(caller.name);
  if (entity === undefined) return { documents: [], boundary: null };
  const documents = entityDocuments(state, account, entity);
  if (caller.kind === "user") {
    for (const name of account.iam.users.get(caller.name)?.groups ?? []) {
      const group = account.iam.groups.get(name);
      if (group !== undefined) documents.push(...entityDocuments(state, account, group));
    }
  }
  const boundary = entity.boundary === null ? null : managedDocument(state, account, entity.boundary);
  return { documents, boundary };
}

/** The default version of a managed policy; null when there is no such policy. */
export function managedDocument(state: PretendState, account: AccountState, arn: string): PolicyDocument | null {
  const own = account.iam.managed.get(arn);
  if (own !== undefined) return own.versions.find(({ id }) => id === own.defaultVersion)?.document ?? null;
  const builtIn = builtInPolicy(arn, state.partition);
  return builtIn === null ? null : state.documents.of(builtIn.document);
}

function entityDocuments(state: PretendState, account: AccountState, entity: EntityState): PolicyDocument[] {
  const inline = entity.inline.map(({ document }) => document);
  const attached = entity.attached.flatMap((arn) => managedDocument(state, account, arn) ?? []);
  return [...inline, ...attached];
}
