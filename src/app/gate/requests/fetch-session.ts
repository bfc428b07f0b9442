import type { AskDocument } from "../../../domain/custody/documents/decision-documents.ts";
import { readCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import type { BrokerReply } from "../../../domain/custody/protocol/broker-reply.ts";
import { bytesOf, type SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import { receiptSeconds } from "../../../domain/custody/request/receipt-refused.ts";
import type { Verified } from "../../../domain/custody/roster/verify-signed.ts";
import type { CourierClient } from "../../../world/broker-client/open-courier-client.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { record } from "../core/record.ts";
import { refuse } from "../core/refuse.ts";
import { actorOf } from "../core/verify.ts";
import { gateErrors } from "../errors.ts";
import { insistReceipt } from "./receipt.ts";

/** Under what a session is asked for. */
export interface SessionUnder {
  readonly ask: Verified<AskDocument>;
  readonly signed: SignedWire;
  /** The document, base64url, as it was signed or proposed. */
  readonly document: string;
  readonly plan?: string | undefined;
  readonly account?: string | undefined;
  readonly request?: string | undefined;
}

/** The courier of this deployment. Throws `GATE_NO_COURIER`. */
export function insistCourier({ courier }: Pick<Gate, "courier">): CourierClient {
  return courier ?? refuse(gateErrors.GATE_NO_COURIER, "");
}

/**
 * Shows the broker's receipt to the courier and passes on what it sealed; the gate cannot open it. What the courier or AWS
 * refuses is told by its own id: nothing was opened then, and another ask may follow.
 */
export async function fetchSession(
  gate: Gate,
  { ask, signed, document, plan, account, request }: SessionUnder,
  { receipt }: Extract<BrokerReply<"release">, { readonly status: "done" }>,
): Promise<BrokerReply<"release">> {
  insistReceipt(gate, ask, receipt);
  const { hash: receiptHash } = readCustodyDocument(bytesOf(receipt.document));
  const { requestHash, n } = ask.read.document;
  const d = { requestHash, receiptHash, n };
  const of = { ...(account === undefined ? {} : { account }), ...(request === undefined ? {} : { request }) };
  record(gate, () => gate.store.receipts.use(receiptHash, nowSeconds(gate) + 2 * receiptSeconds));
  const carried = plan === undefined ? {} : { plan };
  const reply = await insistCourier(gate).ask({ verb: "session", document, ask: signed.document, receipt, ...carried });
  const outcome = reply.status === "done" ? "opened" : reply.error;
  record(gate, (tell) => tell({ type: "session.passed_on", actor: actorOf(ask), ...of, d: { ...d, outcome } }));
  return reply.status === "done" ? { status: "done", receipt, sealed: reply.sealed } : reply;
}
