import type { Layer } from "../../domain/iam/decide/question.ts";
import type { Principal } from "../../domain/iam/principals/principal.ts";
import type { CredentialFacts } from "../../domain/policy/account-model.ts";
import type { Snapshot } from "../../domain/snapshot/snapshot.ts";
import { AccountShelf } from "../scan/reach/account-shelf.ts";
import { credentialsOf } from "../scan/reach/credentials-of.ts";
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
    const credentials = credentialsOf(facts);
    const principals = found.list.map((principal) => ({
      principal,
      devices: principal.kind === "user" ? atLeast(credentials(principal.arn).devices) : 0,
      scps,
      rcps,
    }));
    yield { account: facts.id, status: "known", principals };
  }
}

function atLeast(devices: CredentialFacts["devices"]): number | "unknown" {
  return devices === "some" ? 1 : devices;
}
