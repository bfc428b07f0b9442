import { isSeen } from "../../../domain/core/fact.ts";
import type { AccountModel } from "../../../domain/policy/account-model.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import type { AuthorizationDetails } from "../../../domain/snapshot/authorization-details.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";
import { AccountShelf } from "../../scan/reach/account-shelf.ts";
import { DocumentShelf } from "../../scan/reach/document-shelf.ts";
import { OrganizationGuards } from "../../scan/reach/organization-guards.ts";
import { accountModelOf } from "../../scan/reach/account-model-of.ts";
import { centralRightsOf } from "../../scan/reach/central-rights.ts";
import { whyUnread } from "../why-unread.ts";

/** An account of a snapshot with its model, or why there is none. */
export type SnapshotModel = { readonly facts: AccountFacts } & (
  | { readonly status: "known"; readonly model: AccountModel; readonly details: AuthorizationDetails }
  | { readonly status: "unknown"; readonly why: string }
);

/** Reads the models of a snapshot's accounts, one after the other; documents are parsed once for all. */
export async function* modelsOfSnapshot(snapshot: Snapshot, instant: number): AsyncGenerator<SnapshotModel> {
  const documents = new DocumentShelf(snapshot.document);
  const shelf = new AccountShelf(snapshot, documents, []);
  const guards = new OrganizationGuards(snapshot.organization, documents);
  const ids = snapshot.accounts.map(({ id }) => id);
  const delegates = ["iam.amazonaws.com", "account.amazonaws.com"].flatMap((service) => {
    const listed = snapshot.organization.delegates[service];
    return isSeen(listed) ? listed.value : [];
  });
  // Calls on other accounts are for management and its delegated administrators.
  const isCentral = ({ id, kind }: AccountFacts): boolean => kind === "management" || delegates.includes(id);
  for (const facts of snapshot.accounts) {
    const found = await shelf.principals(facts.id);
    if ("status" in found) {
      yield { facts, status: "unknown", why: whyUnread(found) };
      continue;
    }
    const { details, list: principals } = found;
    const { scps, rcps } = await guards.of(facts);
    const model = await accountModelOf({
      account: facts.id,
      partition: snapshot.manifest.partition,
      kind: facts.kind,
      details,
      principals,
      documents,
      facts,
      scps,
      rcps,
      central: centralRightsOf(snapshot.organization, facts),
      members: isCentral(facts) ? ids.filter((id) => id !== facts.id) : [],
      instant,
    });
    yield { facts, status: "known", model, details };
  }
}
