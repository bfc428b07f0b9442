import type { BrokerReply } from "../../../../domain/custody/protocol/broker-reply.ts";
import type { SignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";

/** The broker's own door for custodians, past the gate: it shows what it is and its log, and takes what only stops. */
export interface Door {
  readonly status: () => Promise<BrokerReply<"status">>;
  readonly log: (from: number, max: number) => Promise<BrokerReply<"log">>;
  readonly apply: (signed: SignedWire) => Promise<BrokerReply<"apply">>;
}
