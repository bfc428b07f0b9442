// What the gate refuses to start with, and the opening of everything that it runs on.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import type { Secret } from "../../domain/core/secret.ts";
import { equalBytes } from "../../domain/crypto/bytes.ts";
import { readCustodyDocumentOf } from "../../domain/custody/documents/read-custody-document.ts";
import { readGenesis } from "../../domain/custody/protocol/genesis.ts";
import { bytesOf } from "../../domain/custody/protocol/signed-wire.ts";
import type { SeenCheckpoint } from "../../domain/ledger/journal/recover-log.ts";
import type { SigningKey } from "../../domain/ledger/note/signing-key.ts";
import { parseVerifierKey, type VerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { loadFounding, signedAt } from "../../app/gate/core/founding.ts";
import type { Gate, GateDeps } from "../../app/gate/core/gate.ts";
import type { Founding } from "../../app/gate/core/rules.ts";
import { gateErrors } from "../../app/gate/errors.ts";
import { foundGate, openGate } from "../../app/gate/open-gate.ts";
import type { BrokerPlace } from "../../world/broker-client/connect-broker.ts";
import { openCourierClient } from "../../world/broker-client/open-courier-client.ts";
import { openBrokerClient } from "../../world/broker-client/open-broker-client.ts";
import { openCopy } from "../../world/ledger-files/open-copy.ts";
import { openLog } from "../../world/ledger-files/open-log.ts";
import type { NoticeRoute } from "../../world/notify/route.ts";
import { enterSeparation } from "../../world/separation/enter-separation.ts";
import { reachablePaths } from "../../world/separation/reachable-paths.ts";
import { hasShutPath } from "../../world/separation/shut-path.ts";
import { ownStart, startFaults } from "../../world/separation/start-faults.ts";
import { openGateStore } from "../../world/store/gate/open-gate-store.ts";
import type { GateStore } from "../../world/store/gate/gate-store.ts";
import { type GateConfig, gateEnvironment } from "./config.ts";
import { gateStartErrors } from "./errors.ts";
import { readFileOr, readKeyFile } from "./key-file.ts";
import { shutLog } from "../../world/ledger-files/custody-log.ts";

/** Makes the process the gate's own, for good. Throws `GATE_NOT_SEPARATED`. */
export function separate({ separation, user, foreignPaths, broker }: GateConfig): void {
  const entered = enterSeparation({ separation, user });
  if (entered.status === "refused") throw notSeparated(entered.why);
  process.umask(0o077);
  if (separation === "none") return;
  const [fault] = startFaults(ownStart(gateEnvironment().nodeOptions));
  if (fault !== undefined) throw notSeparated(fault.detail);
  const [reached] = reachablePaths(foreignPaths);
  if (reached !== undefined) throw notSeparated(`it can open ${reached}`);
  // SECURITY: a list that is empty or leads nowhere would let one user run both and call them apart.
  if ("socket" in broker && !hasShutPath(foreignPaths)) {
    throw notSeparated("foreignPaths names nothing of the broker's that is there and shut to it");
  }
}

/** The gate's two private keys. */
export interface GateKeys {
  readonly kek: Secret<Uint8Array>;
  readonly log: Secret<Uint8Array>;
}

/** Reads the keys; they must differ. Throws `GATE_KEY_*`, `GATE_SECRET_WEAK`. */
export function readKeys({ kek, logKey }: GateConfig): GateKeys {
  const keys = { kek: readKeyFile(kek), log: readKeyFile(logKey) };
  if (equalBytes(keys.kek.reveal(), keys.log.reveal())) {
    throw new CodedError(gateStartErrors.GATE_SECRET_WEAK, { detail: "kek and logKey are the same" });
  }
  return keys;
}

/** A gate with what has to be closed behind it. */
export interface StartedGate {
  readonly gate: Gate;
  readonly close: () => void;
}

/** Opens store, log and copy and starts the gate over them. */
export function startGate(
  config: GateConfig,
  keys: GateKeys,
  routes: readonly NoticeRoute[],
  hooks: GateHooks,
  seen: readonly SeenCheckpoint[] = [],
): StartedGate {
  const store = openGateStore({ file: join(config.data, "gate.db") });
  try {
    const founding = loadFounding(store);
    const { deps, close, why } = depsOf(config, keys, store, brokerLogKey(founding), routes, hooks, seen);
    return { gate: openGate(deps, why), close };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** What the gate is told about, and the clock that it lives by. */
export type GateHooks = Pick<GateDeps, "wake" | "clock">;

/** The clock of the machine. */
export const systemClock: GateDeps["clock"] = { nowMs: () => Date.now() };

/** Takes the genesis, once, as the gate's own user: makes the store and the log's first entry. */
export function beginGate(config: GateConfig, genesisFile: string, rosterHash: string): void {
  separate(config);
  initGate(config, genesisFile, rosterHash);
}

/** Takes the genesis, once: makes the store and the log's first entry. */
export function initGate(config: GateConfig, genesisFile: string, rosterHash: string, clock = systemClock): void {
  const keys = readKeys(config);
  const genesis = readGenesis(readFileOr(genesisFile));
  const founding: Founding = { genesis, rosterHash, at: signedAt(genesis) };
  const file = join(config.data, "gate.db");
  const store = openOrMake(file);
  const hooks = { wake: () => undefined, clock };
  const { deps, close, why } = depsOf(config, keys, store, brokerLogKey(founding), [], hooks, []);
  try {
    if (why.length > 0) throw new CodedError(gateErrors.GATE_QUARANTINED, { detail: why.join(", ") });
    foundGate(deps, founding, config.separation);
  } finally {
    close();
  }
}

/** A first try that failed may have left an empty store. */
function openOrMake(file: string): GateStore {
  try {
    return openGateStore({ file, create: true });
  } catch (error) {
    if (error instanceof CodedError && error.row.code === "GATE_STORE_EXISTS") return openGateStore({ file });
    throw error;
  }
}

function depsOf(
  config: GateConfig,
  keys: GateKeys,
  store: GateStore,
  brokerLog: VerifierKey,
  routes: readonly NoticeRoute[],
  hooks: GateHooks,
  seen: readonly SeenCheckpoint[],
): { readonly deps: GateDeps; readonly close: () => void; readonly why: readonly string[] } {
  const key = logKeyOf(config, keys);
  const opened = openLog({ directory: join(config.data, "ledger"), key, seen });
  const log = opened.status === "open" ? opened.log : shutLog(key);
  const copied = openCopy({ directory: join(config.data, "broker-copy"), verifier: brokerLog });
  if (copied.status === "quarantined") {
    log.close();
    throw new CodedError(gateErrors.GATE_COPY_DAMAGED, { detail: `${copied.row.code} ${copied.detail}` });
  }
  const { broker, courier } = config;
  const deps: GateDeps = {
    deployment: config.deployment,
    isRehearsal: config.rehearsal === true,
    publicUrl: config.publicUrl,
    store,
    log,
    copy: copied.copy,
    broker: openBrokerClient(placeOf(broker)),
    courier: courier === undefined ? null : openCourierClient(placeOf(courier)),
    kek: keys.kek,
    random: (length) => new Uint8Array(randomBytes(length)),
    routes: routes.map(({ name, kind }) => ({ name, kind })),
    ...hooks,
  };
  const close = () => {
    log.close();
    copied.copy.close();
    store.close();
    for (const each of Object.values(keys)) each.wipe();
  };
  return { deps, close, why: opened.status === "open" ? [] : [opened.row.code] };
}

function placeOf(place: GateConfig["broker"]): BrokerPlace {
  if ("socket" in place) return { kind: "socket", path: place.socket };
  const { host, port, spki, key } = place;
  return { kind: "door", host, port, spki, ownKey: readKeyFile(key) };
}

/** The gate's log key; its name is the origin. */
export function logKeyOf({ host, deployment }: GateConfig, { log }: GateKeys): SigningKey {
  return { name: `${host}/${deployment}/gate`, seed: log };
}

/** The key of the broker's log, as the genesis roster pins it. */
function brokerLogKey({ genesis }: Founding): VerifierKey {
  const { document } = readCustodyDocumentOf("rw.roster/v1", bytesOf(genesis.roster.document));
  return parseVerifierKey(document.logKeys.broker);
}

function notSeparated(detail: string): CodedError {
  return new CodedError(gateStartErrors.GATE_NOT_SEPARATED, { detail });
}
