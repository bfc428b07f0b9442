import { CodedError } from "../../domain/core/coded-error.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import type { BrokerReply } from "../../domain/custody/protocol/broker-reply.ts";
import { type Gate, nowSeconds } from "./core/gate.ts";
import { policyOf, viewOf } from "./core/rules.ts";

/** What everybody may know. */
export interface ShownStatus {
  readonly deployment: string;
  readonly rehearsal: boolean;
  readonly solo: boolean;
  readonly gate: {
    readonly state: "open" | "quarantined";
    readonly why: readonly string[];
    readonly checkpoint?: string;
    readonly serverTimeMs: number;
    readonly copied: number;
    readonly noticesWaiting: number;
  };
  readonly broker: BrokerReply<"status"> | null;
  readonly brokerError?: string;
  readonly rosterHash: string;
  readonly releasePolicyHash: string;
}

/** The state of both processes; the broker's is in its own words. */
export const showStatus = (gate: Gate) => async (): Promise<ShownStatus> => {
  const { deployment, isRehearsal, store, log, copy, clock, quarantine, troubles } = gate;
  const now = nowSeconds(gate);
  const policy = policyOf(gate.rules, now);
  const broker = await askBroker(gate);
  return {
    deployment,
    rehearsal: isRehearsal,
    solo: policy.document.solo,
    gate: {
      state: quarantine.size > 0 ? "quarantined" : "open",
      why: [...quarantine, ...troubles],
      ...(log.latest === null ? {} : { checkpoint: toBase64url(log.latest.note) }),
      serverTimeMs: clock.nowMs(),
      copied: copy.head.size,
      noticesWaiting: store.outbox.countWaiting(),
    },
    ...broker,
    rosterHash: viewOf(gate.rules, now).hash,
    releasePolicyHash: policy.hash,
  };
};

async function askBroker(gate: Gate): Promise<Pick<ShownStatus, "broker" | "brokerError">> {
  try {
    return { broker: await gate.broker.ask({ verb: "status" }) };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { broker: null, brokerError: error.row.code };
  }
}
