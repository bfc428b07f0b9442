import { type CustodyDocument, readCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import { contactsSeconds, featureSeconds } from "../../../domain/custody/items/quorum-document.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import { switchAction } from "../../../domain/custody/sessions/feature-policy.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { isVetoed } from "../follow/take-veto.ts";

/** A decided change while it is in force: for these accounts and calls it is no surprise, for all others it is. */
export interface DeclaredChange {
  readonly hash: string;
  readonly kind: "contacts" | "org-feature";
  readonly accounts: readonly string[];
  /** IAM actions. */
  readonly calls: readonly string[];
  readonly person: string;
  /** Unix seconds. */
  readonly from: number;
  readonly until: number;
}

const callsOfKind = {
  alternate: ["account:DeleteAlternateContact", "account:PutAlternateContact"],
  mailbox: ["account:AcceptPrimaryEmailUpdate", "account:StartPrimaryEmailUpdate"],
  phone: ["account:PutContactInformation"],
  primary: ["account:PutContactInformation"],
} as const;

/** The changes of contacts and of central root access that are in force now. */
export const listDeclaredChanges = (gate: Gate) => (): readonly DeclaredChange[] =>
  gate.store.proposals.list(1000).flatMap(({ hash, type, document: bytes, reply }): readonly DeclaredChange[] => {
    if (type !== "rw.contacts/v1" && type !== "rw.org-feature/v1") return [];
    if (reply?.status !== "done" || reply.dueAt === undefined || isVetoed(gate, hash)) return [];
    const change = changeOf(readCustodyDocument(bytesOf(bytes)).document);
    if (change === null) return [];
    const { seconds, ...what } = change;
    const [now, from, until] = [nowSeconds(gate), reply.dueAt, reply.dueAt + seconds];
    return now >= from && now < until ? [{ hash, ...what, from, until }] : [];
  });

/** What a document lets happen, and for how long; `null` for one of another kind. */
function changeOf(
  document: CustodyDocument,
): (Pick<DeclaredChange, "kind" | "accounts" | "calls" | "person"> & { readonly seconds: number }) | null {
  if (document.type === "rw.contacts/v1") {
    const { accounts, kinds, asker: person } = document;
    const calls = [...new Set(kinds.flatMap((kind) => callsOfKind[kind]))].toSorted();
    return { kind: "contacts", accounts, calls, person, seconds: contactsSeconds };
  }
  if (document.type !== "rw.org-feature/v1") return null;
  const { account, feature, on, asker: person } = document;
  const trust = on ? ["organizations:EnableAWSServiceAccess"] : [];
  const calls = [switchAction(feature, on), ...trust];
  return { kind: "org-feature", accounts: [account], calls, person, seconds: featureSeconds };
}
