import type { DocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { sha256 } from "../../../domain/crypto/sha256.ts";
import { receiptSeconds } from "../../../domain/custody/request/receipt-refused.ts";
import { readCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import { type BrokerSigned, bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import type { Verified } from "../../../domain/custody/roster/verify-signed.ts";
import type { KeptGateRequest } from "../../../world/store/gate/gate-store.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { record } from "../core/record.ts";
import { refuse } from "../core/refuse.ts";
import { actorOf } from "../core/verify.ts";
import { gateErrors } from "../errors.ts";
import { currentPassword } from "../items/current-password.ts";
import { openOuter } from "../items/inner-blob.ts";
import { judgeRequest, readRequest, underRules } from "./judge-request.ts";

/** A password as the requester gets it: still sealed to people, with the broker's receipt. */
export interface HandedOut {
  readonly receipt: BrokerSigned;
  readonly item: {
    readonly version: number;
    readonly envelope: string;
    readonly key:
      | { readonly kind: "standard"; readonly file: string }
      | { readonly kind: "sealed"; readonly manifest: unknown; readonly shares: readonly string[] };
  };
}

/**
 * Takes the outer layer off one password for a receipt that `insistReceipt` has let through.
 * INVARIANT: receipt spent and entry durable before anything is handed out; the approvals are judged here once more.
 */
export function handOutPassword(
  gate: Gate,
  kept: KeptGateRequest,
  ask: Verified<DocumentOf<"rw.ask/v1">>,
  receipt: BrokerSigned,
): HandedOut {
  insistAuthorised(gate, kept);
  const password = currentPassword(gate, kept.account);
  const blob = openOuter(gate, password);
  const { store } = gate;
  const { hash } = readCustodyDocument(bytesOf(receipt.document));
  const { version, split } = password;
  const shares = store.decisions.of(kept.requestHash).flatMap(({ shareP }) => (shareP === null ? [] : [shareP]));
  const key =
    blob.file === null
      ? { kind: "sealed" as const, manifest: split?.manifest, shares }
      : { kind: "standard" as const, file: blob.file };
  record(gate, (tell) => {
    store.receipts.use(hash, nowSeconds(gate) + 2 * receiptSeconds);
    store.passwords.setFlags(kept.account, version, [...new Set([...password.flags, "rotation-due"])].toSorted());
    const recipientHash = toBase64url(sha256(utf8(readRequest(kept).document.recipientP)));
    tell({
      type: "release.password",
      actor: actorOf(ask),
      account: kept.account,
      request: kept.requestId,
      d: { requestHash: kept.requestHash, version, receiptHash: hash, recipientHash },
    });
  });
  return { receipt, item: { version, envelope: blob.envelope, key } };
}

/** A receipt alone opens nothing: the gate finds the approvals, or the break-seal that the broker's log tells of. */
function insistAuthorised(gate: Gate, kept: KeptGateRequest): void {
  const { phase, flags } = kept.projection;
  const isOpen = phase === "ready" || phase === "open";
  const verdict = judgeRequest(gate, kept, "release");
  const rules = underRules(gate, kept).rules;
  const isBreakSeal =
    flags.includes("break_seal") && rules.every(({ breakSeal, sealed }) => breakSeal.allowed && !sealed.includes("P"));
  if (isOpen && (verdict.status === "satisfied" || isBreakSeal)) return;
  refuse(gateErrors.GATE_NOT_AUTHORISED, `${kept.requestId} is ${phase}, approvals ${verdict.status}`);
}
