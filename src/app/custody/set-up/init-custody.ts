// The first step: keys, configurations and the draft of who decides. It asks nothing and starts nothing.
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { spkiPinOf } from "../../../domain/crypto/ed25519-spki.ts";
import { passphraseOf, passphraseRandomBytes } from "../../../domain/crypto/passphrase-words.ts";
import type { DeploymentEntry, EntryOwner } from "../../../world/deployment/write-deployment.ts";
import type { BrokerPublic } from "./broker-public.ts";
import { checkedWish, type DeploymentWish, type HostAndPort } from "./deployment-wish.ts";
import { setUpErrors } from "./errors.ts";
import { type CourierParts, type DeploymentParts, type Owners, planDeployment } from "./plan-deployment.ts";
import { processUsers } from "./process-configs.ts";
import type { NewKey } from "./set-up-keys.ts";

/** What one host has when the others are elsewhere. */
export type SetUpSide = "gate" | "broker" | "courier";

/** What the step touches. */
export interface InitDeps {
  readonly random: (length: number) => Uint8Array;
  readonly isRoot: boolean;
  /** The user of this name, made when it is not there. */
  readonly ensureUser: (name: string) => EntryOwner;
  readonly write: (directory: string, entries: readonly DeploymentEntry[]) => void;
}

/** What is set up where. */
export interface InitAsk {
  readonly directory: string;
  readonly wish: DeploymentWish;
  /** Only one of them, the others being on other hosts; `null` for all. */
  readonly only: SetUpSide | null;
  /** With `only: "gate"` and `"courier"`: the broker's public part, and where its door is. */
  readonly remote: { readonly public: BrokerPublic; readonly at: HostAndPort } | null;
  /** With `only: "courier"`: SHA-256 of the SubjectPublicKeyInfo of the gate's key for doors. */
  readonly gateSpki?: string | null;
}

/** What was made. */
export interface InitOutcome {
  readonly wish: DeploymentWish;
  readonly files: readonly string[];
  readonly users: readonly string[];
  /** What a broker on another host must know the gate by (`gateSpki` in broker.json); `null` where both are here. */
  readonly gateSpki: string | null;
  /** The courier's way in for a gate on another host; `null` where there is none. */
  readonly courierDoor: { readonly port: number; readonly spki: string } | null;
}

/**
 * Sets up the files of a deployment. Throws `SETUP_NAME`, `SETUP_NEEDS_ROOT`, and what writing and making users throw;
 * nothing is left half-made.
 */
export const initCustody =
  (deps: InitDeps) =>
  (ask: InitAsk): InitOutcome => {
    const { directory, wish, remote } = ask;
    checkedWish(wish);
    refuseOther(wish, remote?.public ?? null);
    const hasUsers = wish.mode !== "rehearsal";
    if (hasUsers && !deps.isRoot) throw new CodedError(setUpErrors.SETUP_NEEDS_ROOT);
    const key = (): NewKey => new Secret(deps.random(32));
    const gate = has(ask, "gate") ? { kek: key(), log: key(), door: key() } : null;
    const broker = has(ask, "broker") ? { sign: key(), door: key(), log: key() } : null;
    const courier = courierOf(ask, key);
    const owners = hasUsers ? ownersOf(deps, ask, courier) : {};
    const at = remote === null ? null : { public: remote.public, at: { ...remote.at, spki: remote.public.doorSpki } };
    const hasPassphrase = wish.mode === "solo" && broker !== null;
    const soloPassphrase = hasPassphrase
      ? new Secret(utf8(`${passphraseOf(deps.random(passphraseRandomBytes))}\n`))
      : null;
    const parts: DeploymentParts = { wish, owners, gate, broker, courier, soloPassphrase, remote: at };
    const entries = planDeployment(parts);
    deps.write(directory, entries);
    const gateSpki = gate === null || remote === null ? null : spkiPinOf(gate.door.reveal());
    const door = courier?.door ?? null;
    const courierDoor = door === null ? null : { port: door.port, spki: spkiPinOf(door.keys.door.reveal()) };
    for (const { bytes } of entries) if (bytes instanceof Secret) bytes.wipe();
    const keys = [...Object.values(gate ?? {}), ...Object.values(broker ?? {}), ...Object.values(door?.keys ?? {})];
    for (const secret of keys) secret.wipe();
    return {
      wish,
      gateSpki,
      courierDoor,
      files: entries.filter(({ bytes }) => bytes !== undefined).map(({ path }) => path),
      users: (["broker", "courier", "gate"] as const)
        .filter((side) => owners[side] !== undefined)
        .map((side) => processUsers[side]),
    };
  };

function has({ only }: InitAsk, side: SetUpSide): boolean {
  return only === null || only === side;
}

/** A courier is where an organization is named; away from gate and broker it has a door, whose port is the next one. */
function courierOf(ask: InitAsk, key: () => NewKey): CourierParts | null {
  const { wish, only, remote, gateSpki } = ask;
  const { management } = wish;
  if (management === null || !has(ask, "courier")) return null;
  if (only === null) return { management, door: null };
  if (remote === null || typeof gateSpki !== "string") throw new TypeError("a courier alone needs broker and gate");
  const port = Math.min(remote.public.doorPort + 1, 65_535);
  return { management, door: { port, gateSpki, keys: { door: key() } } };
}

function ownersOf({ ensureUser }: InitDeps, ask: InitAsk, courier: CourierParts | null): Partial<Owners> {
  return {
    ...(has(ask, "gate") ? { gate: ensureUser(processUsers.gate) } : {}),
    ...(has(ask, "broker") ? { broker: ensureUser(processUsers.broker) } : {}),
    ...(courier === null ? {} : { courier: ensureUser(processUsers.courier) }),
  };
}

function refuseOther(wish: DeploymentWish, remote: BrokerPublic | null): void {
  if (remote === null) return;
  const differs = (["deployment", "host", "mode"] as const).find((field) => remote[field] !== wish[field]);
  if (differs === undefined) return;
  throw new CodedError(setUpErrors.SETUP_NAME, {
    detail: `the broker's ${differs} is ${remote[differs]}, here it is ${wish[differs]}`,
    hint: "Give the gate and the courier the same --deployment, --host and mode as the broker: they stand in every key and log name.",
  });
}
