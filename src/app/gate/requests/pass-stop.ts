import type { DocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import type { BrokerReply } from "../../../domain/custody/protocol/broker-reply.ts";
import type { SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import type { Verified } from "../../../domain/custody/roster/verify-signed.ts";
import type { KeptGateRequest } from "../../../world/store/gate/gate-store.ts";
import type { Gate } from "../core/gate.ts";
import { recordIfWritable } from "../core/record.ts";
import { actorOf, spend } from "../core/verify.ts";
import { followLater } from "../follow/follow-later.ts";

/** How the log calls a stop. */
const types = {
  deny: "approval.denied",
  veto: "request.vetoed",
  revoke: "grant.revoked",
  approve: "approval.signed",
} as const;

/**
 * Passes a deny, veto or revoke to the broker, then keeps it.
 * SECURITY: in this order, and also when the gate may write nothing: whatever is wrong here, a stop gets through.
 */
export async function passStop(
  gate: Gate,
  kept: KeptGateRequest,
  verified: Verified<DocumentOf<"rw.approval/v1">>,
  signed: SignedWire,
): Promise<BrokerReply<"apply">> {
  const reply = await gate.broker.ask({ verb: "apply", signed, approvals: [], shares: [] });
  const { store } = gate;
  const { document, hash } = verified.read;
  const isNew = !store.nonces.has(document.nonce);
  if (isNew) {
    recordIfWritable(gate, (tell) => {
      store.decisions.add({
        hash,
        requestHash: kept.requestHash,
        person: verified.person.id,
        decision: document.decision,
        signed,
        shareP: null,
        shareS: null,
      });
      spend(gate, verified);
      tell({
        type: types[document.decision],
        actor: actorOf(verified),
        account: kept.account,
        request: kept.requestId,
        d: {
          requestHash: kept.requestHash,
          approvalHash: hash,
          decision: document.decision,
          ok: reply.status === "done",
        },
      });
    });
  }
  await followLater(gate);
  return reply;
}
