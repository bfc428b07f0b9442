import type { DocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf, type BrokerSigned } from "../../../domain/custody/protocol/signed-wire.ts";
import { receiptRefused } from "../../../domain/custody/request/receipt-refused.ts";
import type { Verified } from "../../../domain/custody/roster/verify-signed.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { insistNone } from "../core/refuse.ts";
import { viewOf } from "../core/rules.ts";

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
