import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Gate } from "../../../app/gate/core/gate.ts";
import type { GateServices } from "../handlers/handler.ts";
import { json, type Reply } from "./reply.ts";

/** What of the gate works, for machines that watch: 200 when it can do its work, else 503; each part is named. */
export async function readyReply({ gate }: GateServices): Promise<Reply> {
  const parts = {
    store: storeWorks(gate) ? "ok" : "failed",
    log: gate.quarantine.size > 0 ? "quarantined" : gate.isLogStopped ? "stopped" : "ok",
    broker: await brokerState(gate),
    outbox: gate.store.outbox.countWaiting() > 100 ? "behind" : "ok",
  };
  const isReady = parts.store === "ok" && parts.log === "ok" && parts.broker === "ok";
  return json(isReady ? 200 : 503, { status: isReady ? "ready" : "not-ready", ...parts });
}

function storeWorks({ store }: Gate): boolean {
  try {
    return typeof store.facts.get("genesis") === "string";
  } catch {
    return false;
  }
}

async function brokerState({ broker }: Gate): Promise<string> {
  try {
    const reply = await broker.ask({ verb: "status" });
    return reply.status === "done" ? "ok" : reply.error;
  } catch (error) {
    return error instanceof CodedError ? error.row.code : "failed";
  }
}
