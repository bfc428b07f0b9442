import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { BrokerReply } from "../../../domain/custody/protocol/broker-reply.ts";
import type { SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import type { Gate } from "../core/gate.ts";
import { insistWritable } from "../core/record.ts";
import { refuse } from "../core/refuse.ts";
import { verifyAs } from "../core/verify.ts";
import { followLater } from "../follow/follow-later.ts";
import { requestOf } from "./judge-request.ts";
import { insistReceipt } from "./receipt.ts";
import { fetchSession, insistCourier } from "./fetch-session.ts";
import { handOutPassword, type HandedOut } from "./hand-out-password.ts";

/** What the requester gets: the broker's answer as it is, or the sealed password with its receipt. */
export type Released =
  | { readonly kind: "answer"; readonly reply: BrokerReply<"release"> }
  | ({ readonly kind: "password" } & HandedOut);

/** Passes an ask under a request to the broker; for a password the gate then acts on its receipt, for a session the courier. */
export const release =
  (gate: Gate) =>
  async (requestId: string, signed: SignedWire): Promise<Released> => {
    insistWritable(gate);
    const ask = verifyAs(gate, "rw.ask/v1", signed);
    const kept = requestOf(gate, requestId);
    if (ask.read.document.requestHash !== kept.requestHash) refuse(custodyErrors.CUSTODY_NOT_ASKED, "another request");
    const { what } = ask.read.document;
    if (what === "assume-root") insistCourier(gate);
    const reply = await gate.broker.ask({ verb: "release", signed });
    await followLater(gate);
    if (reply.status !== "done") return { kind: "answer", reply };
    if (what === "assume-root") {
      const { account, requestId: request } = kept;
      const under = { ask, signed, document: kept.signed.document, account, request };
      return { kind: "answer", reply: await fetchSession(gate, under, reply) };
    }
    if (what !== "password") return { kind: "answer", reply };
    insistReceipt(gate, ask, reply.receipt);
    return { kind: "password", ...handOutPassword(gate, requestOf(gate, requestId), ask, reply.receipt) };
  };
