import type { DocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { BrokerReply } from "../../../domain/custody/protocol/broker-reply.ts";
import { bytesOf, type BrokerSigned, type SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import { receiptRefused } from "../../../domain/custody/request/receipt-refused.ts";
import type { Verified } from "../../../domain/custody/roster/verify-signed.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { insistWritable } from "../core/record.ts";
import { insistNone, refuse } from "../core/refuse.ts";
import { viewOf } from "../core/rules.ts";
import { verifyAs } from "../core/verify.ts";
import { followLater } from "../follow/follow-later.ts";
import { requestOf } from "./judge-request.ts";
import { handOutPassword, type HandedOut } from "./hand-out-password.ts";

/** What the requester gets: the broker's answer as it is, or the sealed password with its receipt. */
export type Released =
  | { readonly kind: "answer"; readonly reply: BrokerReply<"release"> }
  | ({ readonly kind: "password" } & HandedOut);

/** Passes an ask under a request to the broker; for a password the gate then acts on the broker's receipt. */
export const release =
  (gate: Gate) =>
  async (requestId: string, signed: SignedWire): Promise<Released> => {
    insistWritable(gate);
    const ask = verifyAs(gate, "rw.ask/v1", signed);
    const kept = requestOf(gate, requestId);
    if (ask.read.document.requestHash !== kept.requestHash) refuse(custodyErrors.CUSTODY_NOT_ASKED, "another request");
    const reply = await gate.broker.ask({ verb: "release", signed });
    await followLater(gate);
    if (ask.read.document.what !== "password" || reply.status !== "done") return { kind: "answer", reply };
    insistReceipt(gate, ask, reply.receipt);
    return { kind: "password", ...handOutPassword(gate, requestOf(gate, requestId), ask, reply.receipt) };
  };

/** Throws unless the broker's receipt is for this very ask, signed by the pinned key, granted, young and unused. */
export function insistReceipt(gate: Gate, ask: Verified<DocumentOf<"rw.ask/v1">>, receipt: BrokerSigned): void {
  const now = nowSeconds(gate);
  const view = viewOf(gate.rules, now);
  const read = readCustodyDocumentOf("rw.receipt/v1", bytesOf(receipt.document));
  const { what } = ask.read.document;
  const wasUsed = (hash: string) => gate.store.receipts.wasUsed(hash);
  const signature = bytesOf(receipt.signature);
  insistNone(receiptRefused({ read, signature }, { hash: ask.read.hash, what }, view, { nowSeconds: now, wasUsed }));
}
