import { isSeen } from "../../domain/core/fact.ts";
import type { Layer } from "../../domain/iam/decide/question.ts";
import type { Principal } from "../../domain/iam/principals/principal.ts";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import type { Snapshot } from "../../domain/snapshot/snapshot.ts";
import { AccountShelf } from "../scan/reach/account-shelf.ts";
import { DocumentShelf } from "../scan/reach/document-shelf.ts";
import { OrganizationGuards } from "../scan/reach/organization-guards.ts";
import { whyUnread } from "./why-unread.ts";

/** A user or role of a snapshot with what binds it. */
export interface SnapshotPrincipal {
  readonly principal: Principal;
  /** MFA devices of a user, at least; 0 for roles. */
  readonly devices: number | "unknown";
  readonly scps: readonly Layer[] | undefined;
  readonly rcps: readonly Layer[] | undefined;
}

/** The principals of one account of a snapshot, or why they are not known. */
export type SnapshotAccount = { readonly account: string } & (
  | { readonly status: "known"; readonly principals: readonly SnapshotPrincipal[] }
  | { readonly status: "unknown"; readonly why: string }
);

/** Reads a snapshot account by account; one account's principals are in memory at a time. `only` names one account. */
export async function* snapshotPrincipals(snapshot: Snapshot, only: string | null): AsyncGenerator<SnapshotAccount> {
  const documents = new DocumentShelf(snapshot.document);
  const shelf = new AccountShelf(snapshot, documents, []);
  const guards = new OrganizationGuards(snapshot.organization, documents);
  for (const facts of snapshot.accounts) {
    if (only !== null && facts.id !== only) continue;
    const found = await shelf.principals(facts.id);
    if ("status" in found) {
      yield { account: facts.id, status: "unknown", why: whyUnread(found) };
      continue;
    }
    const { scps, rcps } = await guards.of(facts);
    const principals = found.list.map((principal) => ({
      principal,
      devices: principal.kind === "user" ? devicesOf(facts, principal.arn) : 0,
      scps,
      rcps,
    }));
    yield { account: facts.id, status: "known", principals };
  }
}

/**
 * How many MFA devices a user has at least: the credential report tells whether there is one of any kind, the list of
 * virtual devices how many of that kind.
 */
export function devicesOf({ users, userDevices }: AccountFacts, arn: string): number | "unknown" {
  const listed =
    userDevices !== undefined && isSeen(userDevices) ? userDevices.value.filter(({ user }) => user === arn).length : 0;
  const row = users !== undefined && isSeen(users) ? users.value.find((user) => user.arn === arn) : undefined;
  if (listed > 0) return listed;
  if (row === undefined || !isSeen(row.mfaActive)) return "unknown";
  return row.mfaActive.value ? 1 : 0;
}
