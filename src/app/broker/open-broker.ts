// The broker as its faces see it: lines go in, replies come out.
import type { BrokerRequest } from "../../domain/custody/protocol/broker-request.ts";
import type { Secret } from "../../domain/core/secret.ts";
import type { KitToKeep } from "../../domain/custody/kits/file/kit-contents.ts";
import { equalBytes } from "../../domain/crypto/bytes.ts";
import { fromBase64url } from "../../domain/crypto/base64url.ts";
import { keyCheckValue } from "../../domain/custody/envelope/key-check-value.ts";
import type { BrokerDeps } from "./broker-deps.ts";
import { boot, skewLine } from "./boot.ts";
import { BatchLoop, refusedReply } from "./core/batch-loop.ts";
import { BrokerCore } from "./core/broker-core.ts";
import { kekFact, kekPlace } from "./core/kek.ts";
import type { Line } from "./core/line.ts";
import { brokerErrors } from "./errors.ts";
import { refuse } from "./insist.ts";
import { kitCopyLines, seedKit } from "./items/seed-kit.ts";
import { rekeyLine } from "./items/rekey-group.ts";
import { applyLine } from "./lines/apply.ts";
import { readLog, status } from "./lines/look.ts";
import { prepareLine } from "./lines/prepare.ts";
import { quorumLine } from "./lines/quorum.ts";
import { releaseLine } from "./lines/release.ts";
import { isAnythingDue, tickLines } from "./lines/tick.ts";
import { toldLine } from "./lines/told.ts";
import { unsealLine } from "./lines/unseal.ts";

/** One running broker. */
export interface Broker {
  /** The reply to a line; never rejects. `door`: it came through the custodians' own door. */
  handle(line: BrokerRequest, from: "gate" | "door"): Promise<object>;
  /** Whether somebody of the roster has this door key (SHA-256 of its SubjectPublicKeyInfo, base64url). */
  isDoorKey(spki: string): boolean;
  /** Opens it with the whole key-encryption key, where that lies in an age file. Refuses with `BROKER_KEY_WRONG`. */
  unsealWith(key: Secret<Uint8Array>): void;
  /** Does what time has brought; asked every second. */
  tick(): Promise<void>;
  /** Asks the time sources. */
  checkClock(): Promise<void>;
  /** Gives items that lack one their copy for the kit, and shows the kit of now; `null` while there is none to write. */
  kit(): Promise<KitToKeep | null>;
  /** Entries in its log; grows with whatever can change the kit. */
  readonly logSize: number;
  /** Its state in one word. */
  readonly state: string;
  /** When everything that came is answered; keys are wiped then. */
  stop(): Promise<void>;
}

/** Starts a broker over an open store and log: mends what a crash left, then takes lines. `copied`: the store is a copy. */
export async function openBroker(deps: BrokerDeps, quarantine: string | null = null): Promise<Broker> {
  const core = new BrokerCore(deps, await deps.age.newX25519());
  const loop = new BatchLoop(core);
  core.later = (line) => void loop.submit(line);
  core.follow = (state, effect) => {
    const opened = effect === "drop-shares" ? core.takeGroupKey(state.requestId) : null;
    // The machine asks for a re-key wherever shares were opened; a key that is not here was lost with the last start.
    if (opened !== null) core.later(rekeyLine(core, state.account, opened));
    if (effect === "drop-shares") core.drop(state.requestId);
    if (effect === "page") void core.tell(`${state.account} ${state.requestId}: no statement`);
    if (effect === "tell-custodians") {
      const told = core.tell(`${state.account} ${state.requestId} ${state.phase}`);
      void told.then((isTaken) => (isTaken ? core.later(toldLine(core, state.requestId)) : undefined));
    }
  };
  await boot(core, loop, quarantine);
  let prunedAt = 0;
  const tick = async (): Promise<void> => {
    const isTime = core.now() >= prunedAt + 60;
    if (!isTime && !isAnythingDue(core)) return;
    if (isTime) prunedAt = core.now();
    await Promise.all(tickLines(core).map((line) => loop.submit(line)));
  };
  await tick();
  return {
    handle: async (request, from) => {
      try {
        if (from === "door") refuseAtDoor(request);
        if (request.verb === "status") return status(core, loop.broken !== null);
        if (request.verb === "log") return readLog(core, request);
        return await loop.submit(lineFor(core, request, from === "door"));
      } catch (error) {
        return refusedReply(error);
      }
    },
    isDoorKey: (spki) => core.view().persons.some(({ doorSpki }) => doorSpki === spki),
    unsealWith: (key) => unsealWith(core, key),
    tick,
    checkClock: async () => {
      const before = core.skewState();
      core.skew = await deps.askTime();
      if (core.skewState() !== before && core.quarantine === null) await loop.submit(skewLine(core));
    },
    kit: async () => {
      await Promise.all(kitCopyLines(core).map((line) => loop.submit(line)));
      return seedKit(core);
    },
    get logSize() {
      return deps.log.head.size;
    },
    get state() {
      return core.state();
    },
    stop: async () => {
      await loop.drained();
      core.forget();
      core.bootKey.identity.wipe();
    },
  };
}

function lineFor(core: BrokerCore, request: Exclude<BrokerRequest, { verb: "status" | "log" }>, isDoor: boolean): Line {
  switch (request.verb) {
    case "unseal":
      return unsealLine(core, request);
    case "prepare":
      return prepareLine(core, request);
    case "apply":
      return applyLine(core, request, isDoor);
    case "apply-quorum":
      return quorumLine(core, request, isDoor);
    case "release":
      return releaseLine(core, request);
  }
}

function refuseAtDoor({ verb }: BrokerRequest): void {
  if (verb === "unseal" || verb === "prepare" || verb === "release") refuse(brokerErrors.BROKER_NOT_THIS_DOOR, verb);
}

function unsealWith(core: BrokerCore, key: Secret<Uint8Array>): void {
  const { version, kcv } = kekFact(core.deps.store);
  const made = keyCheckValue(key, kekPlace(core.deps.deployment, version));
  if (!equalBytes(made, fromBase64url(kcv) ?? new Uint8Array())) refuse(brokerErrors.BROKER_KEY_WRONG, "kek");
  if (core.quarantine === null) core.kek = { key, version };
}
