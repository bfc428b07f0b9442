import type { AskDocument } from "../../../domain/custody/documents/decision-documents.ts";
import { type DocumentOf, readCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { BrokerReply } from "../../../domain/custody/protocol/broker-reply.ts";
import type { StoredSplit } from "../../../domain/custody/protocol/stored-split.ts";
import { bytesOf, type SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import { receiptSeconds } from "../../../domain/custody/request/receipt-refused.ts";
import type { Verified } from "../../../domain/custody/roster/verify-signed.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { insistWritable, record } from "../core/record.ts";
import { refuse } from "../core/refuse.ts";
import { actorOf, verifyAs } from "../core/verify.ts";
import { gateErrors } from "../errors.ts";
import { followLater } from "../follow/follow-later.ts";
import { currentPassword } from "../items/current-password.ts";
import { openOuter } from "../items/inner-blob.ts";
import { fetchSession, insistCourier } from "../requests/fetch-session.ts";
import { insistReceipt } from "../requests/receipt.ts";
import { planOf } from "./plans.ts";

/** One item of an export, still sealed to people. */
export interface ExportedItem {
  readonly account: string;
  readonly name: string;
  readonly email: string | null;
  readonly version: number;
  readonly envelope: string;
  readonly file: string | null;
  readonly split: StoredSplit | null;
}

/** What an ask under a document that is no request gave. */
export interface ReleasedUnder {
  readonly what: AskDocument["what"];
  readonly reply: BrokerReply<"release">;
  readonly items?: readonly ExportedItem[];
}

/** Passes on an ask under a document of another kind; of vault P the gate acts on the receipt, for sessions the courier. */
export const releaseUnder =
  (gate: Gate) =>
  async (hash: string, signed: SignedWire): Promise<ReleasedUnder> => {
    insistWritable(gate);
    const ask = verifyAs(gate, "rw.ask/v1", signed);
    const { what, requestHash } = ask.read.document;
    if (requestHash !== hash) refuse(custodyErrors.CUSTODY_NOT_ASKED, "another document");
    const proposal = gate.store.proposals.get(hash);
    const read = proposal === null ? null : readCustodyDocument(bytesOf(proposal.document));
    // SECURITY: by the digest that the ask names, not by the key of a row: the list of accounts is what the quorum signed.
    const document = read?.hash === hash ? read.document : null;
    if (what === "assume-root") insistCourier(gate);
    const reply = await gate.broker.ask({ verb: "release", signed });
    await followLater(gate);
    if (reply.status === "done" && what === "assume-root" && proposal !== null) {
      const plan = planOf(gate, hash) ?? undefined;
      return { what, reply: await fetchSession(gate, { ask, signed, document: proposal.document, plan }, reply) };
    }
    if (reply.status !== "done" || document?.type !== "rw.export/v1" || document.vault !== "P") return { what, reply };
    insistReceipt(gate, ask, reply.receipt);
    if (ask.person.id !== document.asker) refuse(gateErrors.GATE_NOT_AUTHORISED, ask.person.id);
    return { what, reply, items: handOutAll(gate, document, ask, reply.receipt.document) };
  };

function handOutAll(
  gate: Gate,
  { accounts }: DocumentOf<"rw.export/v1">,
  ask: Verified<AskDocument>,
  receipt: string,
): readonly ExportedItem[] {
  const { store, passwords } = gate;
  const asked = accounts.length === 0 ? [...passwords.keys()].toSorted() : accounts;
  const items = asked.map((account): ExportedItem => {
    const password = currentPassword(gate, account);
    const { envelope, file } = openOuter(gate, password);
    const { name = account, email = null } = store.accounts.get(account) ?? {};
    return { account, name, email, version: password.version, envelope, file, split: password.split };
  });
  const { hash } = readCustodyDocument(bytesOf(receipt));
  record(gate, (tell) => {
    store.receipts.use(hash, nowSeconds(gate) + 2 * receiptSeconds);
    for (const { account, version } of items) {
      const flags = store.passwords.version(account, version)?.flags ?? [];
      store.passwords.setFlags(account, version, [...new Set([...flags, "rotation-due"])].toSorted());
    }
    const d = { vault: "P", documentHash: ask.read.document.requestHash, receiptHash: hash, accounts: asked };
    tell({ type: "release.export", actor: actorOf(ask), d });
  });
  return items;
}
