import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { BrokerReply } from "../../../domain/custody/protocol/broker-reply.ts";
import type { SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import type { Phase } from "../../../domain/custody/request/request-state.ts";
import type { SaltedText } from "../../../world/store/gate/gate-store.ts";
import type { Gate } from "../core/gate.ts";
import { insistWritable } from "../core/record.ts";
import { refuse } from "../core/refuse.ts";
import { verifyAny } from "../core/verify.ts";
import { gateErrors } from "../errors.ts";
import { followLater } from "../follow/follow-later.ts";
import { requestOf } from "./judge-request.ts";
import { saltedHash } from "./salted-text.ts";

/** What came of a verb on a request. */
export interface PassedOn {
  readonly phase: Phase;
  readonly reply: BrokerReply<"apply">;
}

/** The documents that move a request and that the broker alone judges. */
export type RequestVerb = "rw.break-seal/v1" | "rw.seen/v1" | "rw.withdraw/v1" | "rw.close/v1";

/** Passes on what a person says about a request besides approving it; the statement of a `close` is kept beside its hash. */
export const passOn =
  (gate: Gate) =>
  async (requestId: string, type: RequestVerb, signed: SignedWire, statement: SaltedText | null): Promise<PassedOn> => {
    // Breaking the seal is new; the others only tell or end.
    if (type === "rw.break-seal/v1") insistWritable(gate);
    const { document } = verifyAny(gate, signed).read;
    const kept = requestOf(gate, requestId);
    if (document.type !== type) refuse(gateErrors.GATE_NOT_THIS_DOCUMENT, `${document.type} where ${type} belongs`);
    if (!("requestHash" in document) || document.requestHash !== kept.requestHash) {
      refuse(custodyErrors.CUSTODY_NOT_ASKED, "another request");
    }
    if (document.type === "rw.close/v1") {
      const isFitting = statement !== null && saltedHash(statement) === document.statementHash;
      if (!isFitting) refuse(gateErrors.GATE_REASON_FOREIGN, "the statement");
    }
    const reply = await gate.broker.ask({ verb: "apply", signed, approvals: [], shares: [] });
    if (reply.status === "done" && statement !== null) {
      gate.store.transaction(() => gate.store.requests.put({ ...requestOf(gate, requestId), statement }));
    }
    await followLater(gate);
    return { phase: requestOf(gate, requestId).projection.phase, reply };
  };
