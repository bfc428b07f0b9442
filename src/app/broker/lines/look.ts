// What changes nothing: the state of the broker, signed, and its log.
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import type { BrokerRequestOf } from "../../../domain/custody/protocol/broker-request.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { kekFact } from "../core/kek.ts";
import { common, signedByBroker } from "../core/signed-words.ts";
import { manifestOf } from "../items/split-key.ts";

/** The broker's status under its own key. */
export function status(core: BrokerCore, isLogBroken: boolean): object {
  const { deps } = core;
  const { separation, hostId, program, log } = deps;
  const ends = core.rehearsalEnds();
  const { split } = kekFact(deps.store);
  const why = [
    core.quarantine,
    isLogBroken ? "BROKER_LOG_STOPPED" : null,
    core.state() === "sealed" ? "BROKER_SEALED" : null,
    core.skewState() === "wrong" ? "CUSTODY_CLOCK_WRONG" : null,
    ends !== null && core.now() >= ends ? "BROKER_REHEARSAL_OVER" : null,
  ];
  const signed = signedByBroker(core, {
    type: "rw.status/v1",
    ...common(core),
    state: core.state(),
    why: why.filter((each) => each !== null),
    program,
    separation,
    hostId,
    bootId: core.bootId,
    bootKey: core.bootKey.recipient,
    rosterHash: core.view().hash,
    releasePolicyHash: core.policy().hash,
    clock: core.skewState(),
    skewMs: Math.round(core.skew.skewMs),
    clockOffsetMs: core.nowMs() - deps.clock.nowMs() === 0 ? 0 : (core.clockOffset?.offsetMs ?? 0),
    ...(ends === null ? {} : { rehearsalEnds: ends }),
  });
  const round =
    core.state() === "sealed" && split !== null
      ? { unsealing: split, have: core.round.length, need: manifestOf(split).t }
      : {};
  return { status: "done", signed, ...round, ...note(log.latest?.note) };
}

/** Entries of the log, as far as a reply holds them. */
export function readLog(core: BrokerCore, { from, max }: BrokerRequestOf<"log">): object {
  const { log } = core.deps;
  // A quarter of a long line is spent on base64url.
  let room = 2 * 1024 * 1024;
  const entries = log.entries(from, max).filter((entry) => (room -= entry.length) > 0);
  return {
    status: "done",
    entries: entries.map((entry) => toBase64url(entry)),
    size: log.head.size,
    ...note(log.latest?.note),
  };
}

function note(bytes: Uint8Array | undefined): { readonly checkpoint?: string } {
  return bytes === undefined ? {} : { checkpoint: toBase64url(bytes) };
}
