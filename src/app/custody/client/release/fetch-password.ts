// The password of an open grant. The broker signs a receipt, the gate peels its own layer, and only the requester's own key
// opens the rest: neither of the two has ever seen what is printed here.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { Secret } from "../../../../domain/core/secret.ts";
import type { ReceiptDocument } from "../../../../domain/custody/documents/broker-documents.ts";
import { openEnvelope } from "../../../../domain/custody/envelope/envelope.ts";
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import { receiptRefused } from "../../../../domain/custody/request/receipt-refused.ts";
import { clientErrors } from "../errors.ts";
import { brokerWord } from "../pins/broker-word.ts";
import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import type { Released, ShownItem } from "../ports/gate.ts";
import { ownRequest } from "../request/own-request.ts";
import { done } from "../signing/broker-answer.ts";
import type { Entered } from "../signing/enter.ts";
import { signAsk } from "./ask.ts";
import { oneTimeKey } from "./one-time-key.ts";
import { keyFromFile, keyFromShares, type KeyPlace } from "./password-key.ts";

/** A password in this person's hands; wipe it. */
export interface FetchedPassword {
  readonly account: string;
  readonly accountName: string;
  readonly version: number;
  readonly password: Secret<Uint8Array>;
  readonly receipt: ReceiptDocument;
}

/**
 * Fetches the password of an own grant. Throws `CLIENT_RECEIPT_FORGED`, `CLIENT_ITEM_*`, and the row of the broker's
 * refusal.
 */
export async function fetchPassword(deps: ClientDeps, entered: Entered, requestId: string): Promise<FetchedPassword> {
  const { gate, self } = deps;
  const { request, requestHash } = ownRequest(deps, requestId);
  const { account, deployment, accountName } = request;
  const ask = await signAsk(entered, { account, documentHash: requestHash, what: "password", n: 1 });
  const released = await gate.release(requestId, ask.wire);
  const { receipt, item } = passwordOf(released);
  const read = receiptRead(receipt, entered);
  const wrong = receiptRefused(
    { read, signature: bytesOf(receipt.signature) },
    { hash: ask.read.hash, what: "password" },
    entered.view,
    { nowSeconds: nowSeconds(deps), wasUsed: () => false },
  );
  if (wrong !== null) throw new CodedError(clientErrors.CLIENT_RECEIPT_FORGED, { detail: wrong.detail });
  const pins = self.pins();
  const seen = pins.passwords[account] ?? 0;
  if (item.version < seen) {
    throw new CodedError(clientErrors.CLIENT_ITEM_ROLLED_BACK, {
      detail: `version ${item.version}, version ${seen} was seen`,
    });
  }
  const place: KeyPlace = { vault: "P", deployment, account, version: item.version };
  const key = await keyOf(deps, requestId, place, item);
  try {
    const opened = openEnvelope({ key, place: { ...place, kind: "password" }, envelope: bytesOf(item.envelope) });
    if (opened.status !== "opened") {
      throw new CodedError(clientErrors.CLIENT_ITEM_FOREIGN, { detail: `the envelope: ${opened.status}` });
    }
    self.keepPins({ ...pins, passwords: { ...pins.passwords, [account]: item.version } });
    return { account, accountName, version: item.version, password: opened.plaintext, receipt: read.document };
  } finally {
    key.wipe();
  }
}

function passwordOf(released: Released): Extract<Released, { readonly kind: "password" }> {
  if (released.kind === "password") return released;
  const reply = done(released.reply);
  throw new CodedError(clientErrors.CLIENT_ITEM_FOREIGN, { detail: `an answer of another kind, ${reply.status}` });
}

function receiptRead(receipt: Extract<Released, { readonly kind: "password" }>["receipt"], { view }: Entered) {
  try {
    return brokerWord("rw.receipt/v1", receipt, view);
  } catch (cause) {
    if (!(cause instanceof CodedError)) throw cause;
    throw new CodedError(clientErrors.CLIENT_RECEIPT_FORGED, { detail: cause.message, cause });
  }
}

async function keyOf(deps: ClientDeps, requestId: string, place: KeyPlace, { key }: ShownItem) {
  const identity = key.kind === "standard" ? await deps.self.vaultKey("P") : await oneTimeKey(deps, requestId, "P");
  try {
    return key.kind === "standard"
      ? await keyFromFile(deps, place, key.file, identity)
      : await keyFromShares(deps, place, key, identity);
  } finally {
    identity.wipe();
  }
}
