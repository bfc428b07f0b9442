// What the broker refuses to start with, and the opening of everything that it runs on.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { BrokerDeps } from "../../app/broker/broker-deps.ts";
import { shutLog } from "../../world/ledger-files/custody-log.ts";
import { type Broker, openBroker } from "../../app/broker/open-broker.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../domain/core/error-row.ts";
import type { Secret } from "../../domain/core/secret.ts";
import { equalBytes } from "../../domain/crypto/bytes.ts";
import { verifierKeyOf } from "../../domain/ledger/note/signing-key.ts";
import type { Clock, Skew } from "../../world/clock/skew.ts";
import { measureSkew } from "../../world/clock/measure-skew.ts";
import { openLog } from "../../world/ledger-files/open-log.ts";
import { age } from "../../world/sealing/age.ts";
import { shamir } from "../../world/sealing/shamir.ts";
import { enterSeparation } from "../../world/separation/enter-separation.ts";
import { reachablePaths } from "../../world/separation/reachable-paths.ts";
import { hasShutPath } from "../../world/separation/shut-path.ts";
import { ownStart, startFaults } from "../../world/separation/start-faults.ts";
import { brokerStoreErrors } from "../../world/store/broker/errors.ts";
import { openBrokerStore } from "../../world/store/broker/open-broker-store.ts";
import { type BrokerConfig, brokerEnvironment } from "./config.ts";
import { brokerStartErrors } from "./errors.ts";
import { routeOf, seenByWitnesses, witnessOf, witnessPlaces } from "./outside.ts";
import { readFileOr, readKeyFile, readPassphraseFile } from "./key-file.ts";

/** The version that receipts and status name. */
export const program = "0.1.0";

/** The broker's three private keys. */
export interface BrokerKeys {
  readonly sign: Secret<Uint8Array>;
  readonly door: Secret<Uint8Array>;
  readonly log: Secret<Uint8Array>;
}

/** Makes the process the broker's own, for good. Throws `BROKER_NOT_SEPARATED`. */
export function separate({ separation, user, foreignPaths }: BrokerConfig): void {
  const entered = enterSeparation({ separation, user });
  if (entered.status === "refused") throw notSeparated(entered.why);
  process.umask(0o077);
  if (separation === "none") return;
  const [fault] = startFaults(ownStart(brokerEnvironment().nodeOptions));
  if (fault !== undefined) throw notSeparated(fault.detail);
  const [reached] = reachablePaths(foreignPaths);
  if (reached !== undefined) throw notSeparated(`it can open ${reached}`);
}

/**
 * A gate on this host must be shut to the process: a list that is empty or leads nowhere would let one user run both and
 * call them apart. After `separate`, and not at the init, when a gate elsewhere has no key yet. Throws
 * `BROKER_NOT_SEPARATED`.
 */
export function requireShutGate({ separation, foreignPaths, gateSpki }: BrokerConfig): void {
  if (separation === "none" || gateSpki !== undefined || hasShutPath(foreignPaths)) return;
  throw notSeparated(
    "foreignPaths names nothing of the gate's that is there and shut to it, and gateSpki no gate elsewhere",
  );
}

/** Reads the keys; no two may be one. Throws `BROKER_KEY_UNREADABLE`, `BROKER_KEYS_ALIKE`. */
export function readKeys({ signKey, doorKey, logKey }: BrokerConfig): BrokerKeys {
  const [sign, door, log] = [readKeyFile(signKey), readKeyFile(doorKey), readKeyFile(logKey)];
  const isAlike = (one: Secret<Uint8Array>, other: Secret<Uint8Array>): boolean =>
    equalBytes(one.reveal(), other.reveal());
  if (isAlike(sign, door) || isAlike(sign, log) || isAlike(door, log)) {
    throw new CodedError(brokerStartErrors.BROKER_KEYS_ALIKE);
  }
  return { sign, door, log };
}

/** The name of the broker's log and its key. */
export function logOrigin({ host, deployment }: BrokerConfig): string {
  return `${host}/${deployment}/broker`;
}

/** A broker with what has to be closed behind it. */
export interface StartedBroker {
  readonly broker: Broker;
  readonly close: () => void;
}

/** Opens store and log and starts the broker over them; what is wrong with either leaves it in quarantine. */
export async function startBroker(config: BrokerConfig, keys: BrokerKeys): Promise<StartedBroker> {
  const place = { file: join(config.data, "broker.db"), hostIdFile: config.hostIdFile };
  const opened = openBrokerStore(place);
  const { store, hostId } = opened;
  try {
    const epoch = store.facts.get("log-epoch");
    const end = typeof epoch === "number" ? `.${epoch}` : "";
    const key = { name: `${logOrigin(config)}${end}`, seed: keys.log };
    const places = witnessPlaces(config);
    const seen = await seenByWitnesses(places, verifierKeyOf("log", key));
    const found = openLog({ directory: join(config.data, `ledger${end}`), key, seen });
    const log = found.status === "open" ? found.log : shutLog(key);
    const clock: Clock = { nowMs: () => Date.now() };
    const nobody: Skew = { state: "unknown", skewMs: 0, sources: [] };
    const deps: BrokerDeps = {
      deployment: config.deployment,
      program,
      separation: config.separation,
      hostId,
      hasDoor: config.door !== undefined,
      store,
      adopt: opened.adopt,
      log,
      age,
      shamir,
      clock,
      random: (length) => new Uint8Array(randomBytes(length)),
      signKey: keys.sign,
      ...(config.notify === undefined ? {} : { tell: routeOf(config.notify) }),
      ...(places.length === 0 ? {} : { witness: witnessOf(places, log) }),
      askTime: () => (config.clock.none === true ? Promise.resolve(nobody) : measureSkew(config.clock, clock)),
    };
    const copied = opened.status === "copied" ? brokerStoreErrors.BROKER_STORE_COPIED : null;
    const stopped: ErrorRow | null = copied ?? (found.status === "open" ? null : found.row);
    const broker = await openBroker(deps, stopped?.code ?? null);
    if (config.kek.kind === "age-file" && broker.state === "sealed") broker.unsealWith(await kekOfFile(config.kek));
    const close = (): void => {
      log.close();
      store.close();
      for (const each of Object.values(keys)) each.wipe();
    };
    return { broker, close };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** The passphrase of the key's file, from the file that the configuration or the environment names. */
export function kekPassphrase({
  passphraseFile,
}: {
  readonly passphraseFile?: string | undefined;
}): Secret<Uint8Array> {
  return readPassphraseFile(passphraseFile ?? brokerEnvironment().passphraseFile);
}

async function kekOfFile(kek: Extract<BrokerConfig["kek"], { kind: "age-file" }>): Promise<Secret<Uint8Array>> {
  const passphrase = kekPassphrase(kek);
  const key = await age.decryptWithPassphrase(readFileOr(kek.file), passphrase);
  passphrase.wipe();
  return key;
}

function notSeparated(detail: string): CodedError {
  return new CodedError(brokerStartErrors.BROKER_NOT_SEPARATED, { detail });
}
