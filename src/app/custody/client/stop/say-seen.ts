import type { Door } from "../ports/door.ts";
import type { Gate } from "../ports/gate.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";
import type { StopScene, StopTarget } from "./stop-request.ts";

/**
 * A custodian says that the notice of a break-seal reached them: its timer starts with this. Through the gate, or at the
 * broker's own door. Throws the row of the broker's refusal, `CLIENT_RECEIPT_FORGED`.
 */
export async function saySeen(
  to: { readonly gate: Gate } | { readonly door: Door },
  { hand, view }: StopScene,
  { requestId, requestHash, account }: StopTarget,
): Promise<{ readonly dueAt: number | null }> {
  const { wire, read } = await hand.sign("rw.seen/v1", ({ deployment, nonce, at, signer }) => ({
    deployment,
    nonce,
    at,
    account,
    requestHash,
    custodian: signer,
  }));
  const reply = "door" in to ? await to.door.apply(wire) : (await to.gate.step(requestId, "seen", wire)).reply;
  const { receipt, dueAt } = done(reply);
  receiptOf(receipt, { verb: "apply", docHash: read.hash }, view);
  return { dueAt: dueAt ?? null };
}
