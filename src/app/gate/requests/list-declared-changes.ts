import { readCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
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
    const { document } = readCustodyDocument(bytesOf(bytes));
    const { dueAt: from } = reply;
    const now = nowSeconds(gate);
    if (document.type === "rw.contacts/v1") {
      const until = from + contactsSeconds;
      const calls = [...new Set(document.kinds.flatMap((kind) => callsOfKind[kind]))].toSorted();
      const change = {
        hash,
        kind: "contacts",
        accounts: document.accounts,
        calls,
        person: document.asker,
        from,
        until,
      };
      return isDuring(now, from, until) ? [{ ...change, kind: "contacts" }] : [];
    }
    if (document.type !== "rw.org-feature/v1") return [];
    const until = from + featureSeconds;
    const trust = document.on ? ["organizations:EnableAWSServiceAccess"] : [];
    const calls = [switchAction(document.feature, document.on), ...trust];
    const change = { hash, accounts: [document.account], calls, person: document.asker, from, until };
    return isDuring(now, from, until) ? [{ ...change, kind: "org-feature" }] : [];
  });

function isDuring(now: number, from: number, until: number): boolean {
  return now >= from && now < until;
}
