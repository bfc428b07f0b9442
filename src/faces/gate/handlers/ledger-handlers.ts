import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { maxLogEntries } from "../../../domain/custody/protocol/broker-request.ts";
import type { Gate } from "../../../app/gate/core/gate.ts";
import { refuse } from "../../../app/gate/core/refuse.ts";
import { gateErrors } from "../../../app/gate/errors.ts";
import { testNotices } from "../../../app/gate/outbox/test-notices.ts";
import { putDrill, putKitCopy, showReadiness } from "../../../app/gate/show-readiness.ts";
import type { ledgerRoutes, readinessRoutes } from "../../contract/ledger-routes.ts";
import type { HandlersOf } from "./handler.ts";

/** Both logs. */
export const ledgerHandlers: HandlersOf<typeof ledgerRoutes> = {
  checkpoint: ({ gate }, { params }) => {
    const { latest } = logOf(gate, params.log);
    return { note: latest === null ? null : toBase64url(latest.note) };
  },
  entries: ({ gate }, { params, body }) => {
    const log = logOf(gate, params.log);
    const { head, latest } = log;
    const from = Number(body.from);
    const most = Math.min(Number(body.max), maxLogEntries);
    const entries = from >= head.size ? [] : log.entries(from, most).map((entry) => toBase64url(entry));
    return { entries, size: head.size, ...(latest === null ? {} : { checkpoint: toBase64url(latest.note) }) };
  },
  consistency: ({ gate }, { params, body }) => {
    const proof = logOf(gate, params.log).consistencyProof(Number(body.from), Number(body.to));
    return { proof: proof.map((hash) => toBase64url(hash)) };
  },
};

/** Whether it would work. */
export const readinessHandlers: HandlersOf<typeof readinessRoutes> = {
  readiness: ({ gate }) => showReadiness(gate)(),
  putCopy: ({ gate }, { body, by }) => {
    putKitCopy(gate)(by(), body);
    return {};
  },
  putDrill: ({ gate }, { body, by }) => {
    putDrill(gate)(by(), body);
    return {};
  },
  testNotices: async ({ gate, routes, send }) => {
    const { deployment, isRehearsal, publicUrl, clock } = gate;
    const scene = { deployment, isRehearsal, publicUrl, nowMs: clock.nowMs() };
    return { results: await testNotices(routes, send, scene) };
  },
};

/** The gate's own log, or its copy of the broker's. Throws `GATE_NOT_FOUND`. */
export function logOf({ log, copy }: Pick<Gate, "log" | "copy">, name: string): Gate["log"] | Gate["copy"] {
  if (name === "gate") return log;
  return name === "broker" ? copy : refuse(gateErrors.GATE_NOT_FOUND, name);
}
