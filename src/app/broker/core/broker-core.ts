// What the broker holds in memory while it runs. Keys live here and nowhere else: the key-encryption key from unsealing to
// the end, the opened group key of a request while it is a grant, and the private halves of the boot and request keys.
import type { Secret } from "../../../domain/core/secret.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import type { BrokerState } from "../../../domain/custody/documents/broker-documents.ts";
import type { NamedCheckpoint } from "../../../domain/custody/documents/fields.ts";
import type { Share } from "../../../domain/custody/kits/shares/share.ts";
import {
  type ReadReleasePolicy,
  settlePolicyChain,
} from "../../../domain/custody/release-policy/release-policy-chain.ts";
import { rosterView } from "../../../domain/custody/roster/roster-chain.ts";
import type { RequestEffect } from "../../../domain/custody/request/request-event.ts";
import type { RequestState } from "../../../domain/custody/request/request-state.ts";
import type { RosterView } from "../../../domain/custody/roster/roster-view.ts";
import type { SkewState } from "../../../domain/custody/steps/reserve-step.ts";
import { carry, carryUnseen } from "../../../domain/ledger/checkpoint/carried-checkpoint.ts";
import type { Skew } from "../../../world/clock/skew.ts";
import type { AgeKeyPair } from "../../../world/sealing/sealing.ts";
import type { BrokerDeps } from "../broker-deps.ts";
import { brokerErrors } from "../errors.ts";
import { refuse } from "../insist.ts";
import { type Chains, loadChains, policyOf } from "./chains.ts";
import type { Line } from "./line.ts";
import { LogMemory } from "./log-memory.ts";

/** A key-encryption key, and the how-manieth it is. */
export interface Kek {
  readonly key: Secret<Uint8Array>;
  readonly version: number;
}

/** A quorum's correction of the clock. */
export interface ClockOffset {
  readonly offsetMs: number;
  readonly notAfter: number;
}

const day = 86_400_000;

/** One running broker. */
export class BrokerCore {
  readonly deps: BrokerDeps;
  readonly bootId: string;
  readonly bootKey: AgeKeyPair;
  readonly told = new LogMemory();
  /** The shares of this unsealing round. */
  round: readonly Share[] = [];
  kek: Kek | null = null;
  chains: Chains;
  skew: Skew = { state: "unknown", skewMs: 0, sources: [] };
  clockOffset: ClockOffset | null = null;
  /** Whether the newest checkpoint was cosigned; without witnesses nobody is missed. */
  isWitnessed = true;
  /** The largest size of this log that was seen signed by it. */
  largestSeen = 0;
  /** A write failed: until the next start nothing can be logged. */
  isLogBroken = false;
  /** Documents from before are refused: nonces and budgets may be lost. */
  resyncedAt = 0;
  /** Private halves of `rw.broker-key`s by request id. */
  readonly requestKeys = new Map<string, AgeKeyPair>();
  /** Opened group keys by request id. */
  readonly groupKeys = new Map<string, Secret<Uint8Array>>();
  /** Does what a move leaves to do, once it is durable. */
  follow: (state: RequestState, effect: RequestEffect) => void = () => undefined;
  /** Puts a line of the broker's own into the loop. */
  later: (line: Line) => void = () => undefined;
  #quarantine: string | null = null;

  constructor(deps: BrokerDeps, bootKey: AgeKeyPair) {
    this.deps = deps;
    this.bootKey = bootKey;
    this.bootId = toBase64url(deps.random(16));
    this.chains = loadChains(deps.store);
  }

  /** The broker's time, as a quorum may have corrected it, in Unix milliseconds. */
  nowMs(): number {
    const bare = this.deps.clock.nowMs();
    const { clockOffset } = this;
    return clockOffset === null || bare + clockOffset.offsetMs >= clockOffset.notAfter * 1000
      ? bare
      : bare + clockOffset.offsetMs;
  }

  /** The same in whole seconds. */
  now(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  /** What is known of the clock; a quorum's correction counts as a source. */
  skewState(): SkewState {
    if (this.clockOffset === null || this.nowMs() === this.deps.clock.nowMs()) return this.skew.state;
    if (this.skew.state === "unknown") return "unknown";
    return Math.abs(this.skew.skewMs + this.clockOffset.offsetMs) > 10_000 ? "wrong" : "known";
  }

  /** The people as they count now. */
  view(): RosterView {
    return rosterView(this.chains.roster, this.now());
  }

  /** The release policy in force. */
  policy(): ReadReleasePolicy {
    return settlePolicyChain(this.chains.policy, this.now()).inForce;
  }

  /** The release policy of this hash, in force or before. */
  policyOf(hash: string): ReadReleasePolicy | null {
    const policy = this.policy();
    return policy.hash === hash ? policy : policyOf(this.deps.store, hash);
  }

  /** Sealed, unsealed, or quarantined, which beats both. */
  state(): BrokerState {
    return this.#quarantine !== null ? "quarantined" : this.kek === null ? "sealed" : "unsealed";
  }

  /** The id of the row that says why it is in quarantine; `null` when it is not. */
  get quarantine(): string | null {
    return this.#quarantine;
  }

  /** Stops everything at once, by the id of a row; the loop keeps it in the store. Only a resync ends it. */
  stop(code: string): void {
    this.#quarantine ??= code;
    this.forget();
  }

  /** A quorum's resync was taken: sealed, no longer in quarantine. A new log is opened by the next start alone. */
  resume(isLogNew: boolean): void {
    this.#quarantine = isLogNew ? brokerErrors.BROKER_LOG_STOPPED.code : null;
    this.largestSeen = 0;
    this.resyncedAt = this.now();
    this.forget();
  }

  /** Wipes every opened key. */
  forget(): void {
    this.kek?.key.wipe();
    this.kek = null;
    for (const id of [...this.groupKeys.keys(), ...this.requestKeys.keys()]) this.drop(id);
    this.round = [];
  }

  /** Hands over the opened group key of a request, which is to be burnt. */
  takeGroupKey(requestId: string): Secret<Uint8Array> | null {
    const key = this.groupKeys.get(requestId) ?? null;
    this.groupKeys.delete(requestId);
    return key;
  }

  /** Wipes the keys of one request. */
  drop(requestId: string): void {
    this.takeGroupKey(requestId)?.wipe();
    this.requestKeys.get(requestId)?.identity.wipe();
    this.requestKeys.delete(requestId);
  }

  /** The opened key-encryption key. Refuses with `BROKER_QUARANTINED`, `BROKER_SEALED`, `BROKER_REHEARSAL_OVER`. */
  insistUnsealed(): Kek {
    if (this.#quarantine !== null) refuse(brokerErrors.BROKER_QUARANTINED, this.#quarantine);
    const ends = this.rehearsalEnds();
    // A clock that was set back does not prolong it.
    if (ends !== null && Math.max(this.nowMs(), this.told.lastMs ?? 0) >= ends * 1000)
      refuse(brokerErrors.BROKER_REHEARSAL_OVER);
    return this.kek ?? refuse(brokerErrors.BROKER_SEALED);
  }

  /** When a rehearsal ends, by its first entry, in Unix seconds; `null` in a real deployment. */
  rehearsalEnds(): number | null {
    if (this.deps.separation !== "none") return null;
    return Math.floor(((this.told.firstMs ?? this.nowMs()) + 7 * day) / 1000);
  }

  /** Tells people over the broker's own route, with the log's head as evidence; whether the route took it. */
  async tell(text: string): Promise<boolean> {
    const { size, root } = this.checkpoint();
    const whole = `${this.deps.deployment}: ${text}; log ${size} ${root}`;
    return (await this.deps.tell?.(whole).catch(() => false)) ?? false;
  }

  /** The log's head as documents carry it. */
  checkpoint(): NamedCheckpoint {
    const { latest, origin } = this.deps.log;
    return latest === null ? carryUnseen(origin) : carry(latest.checkpoint);
  }
}
