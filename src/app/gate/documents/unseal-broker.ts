import type { BrokerReply } from "../../../domain/custody/protocol/broker-reply.ts";
import type { SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import type { Gate } from "../core/gate.ts";
import { followLater } from "../follow/follow-later.ts";

/** Passes an unsealer's share on; it is encrypted to the broker's boot key. */
export const unsealBroker =
  (gate: Gate) =>
  async (signed: SignedWire, share: string): Promise<BrokerReply<"unseal">> => {
    const reply = await gate.broker.ask({ verb: "unseal", signed, share });
    await followLater(gate);
    return reply;
  };
