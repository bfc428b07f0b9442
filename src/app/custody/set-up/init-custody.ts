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
import { type DeploymentParts, type Owners, planDeployment } from "./plan-deployment.ts";
import { processUsers } from "./process-configs.ts";
import type { NewKey } from "./set-up-keys.ts";

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
  /** Only one of the two, the other being on another host. */
  readonly only: "gate" | "broker" | null;
  /** With `only: "gate"`: the broker's public part, and where its door is. */
  readonly remote: { readonly public: BrokerPublic; readonly at: HostAndPort } | null;
}

/** What was made. */
export interface InitOutcome {
  readonly wish: DeploymentWish;
  readonly files: readonly string[];
  readonly users: readonly string[];
  /** What a broker on another host must know the gate by (`gateSpki` in broker.json); `null` where both are here. */
  readonly gateSpki: string | null;
}

/**
 * Sets up the files of a deployment. Throws `SETUP_NAME`, `SETUP_NEEDS_ROOT`, and what writing and making users throw;
 * nothing is left half-made.
 */
export const initCustody =
  (deps: InitDeps) =>
  ({ directory, wish, only, remote }: InitAsk): InitOutcome => {
    checkedWish(wish);
    refuseOther(wish, remote?.public ?? null);
    const hasUsers = wish.mode !== "rehearsal";
    if (hasUsers && !deps.isRoot) throw new CodedError(setUpErrors.SETUP_NEEDS_ROOT);
    const key = (): NewKey => new Secret(deps.random(32));
    const gate = only === "broker" ? null : { kek: key(), log: key(), door: key() };
    const broker = only === "gate" ? null : { sign: key(), door: key(), log: key() };
    const owners = hasUsers ? ownersOf(deps, only) : {};
    const at = remote === null ? null : { public: remote.public, at: { ...remote.at, spki: remote.public.doorSpki } };
    const hasPassphrase = wish.mode === "solo" && broker !== null;
    const soloPassphrase = hasPassphrase
      ? new Secret(utf8(`${passphraseOf(deps.random(passphraseRandomBytes))}\n`))
      : null;
    const parts: DeploymentParts = { wish, owners, gate, broker, soloPassphrase, remote: at };
    const entries = planDeployment(parts);
    deps.write(directory, entries);
    const gateSpki = gate === null || remote === null ? null : spkiPinOf(gate.door.reveal());
    for (const { bytes } of entries) if (bytes instanceof Secret) bytes.wipe();
    for (const secret of [...Object.values(gate ?? {}), ...Object.values(broker ?? {})]) secret.wipe();
    return {
      wish,
      gateSpki,
      files: entries.filter(({ bytes }) => bytes !== undefined).map(({ path }) => path),
      users: (["broker", "gate"] as const)
        .filter((side) => owners[side] !== undefined)
        .map((side) => processUsers[side]),
    };
  };

function ownersOf({ ensureUser }: InitDeps, only: InitAsk["only"]): Partial<Owners> {
  return {
    ...(only === "broker" ? {} : { gate: ensureUser(processUsers.gate) }),
    ...(only === "gate" ? {} : { broker: ensureUser(processUsers.broker) }),
  };
}

function refuseOther(wish: DeploymentWish, remote: BrokerPublic | null): void {
  if (remote === null) return;
  const differs = (["deployment", "host", "mode"] as const).find((field) => remote[field] !== wish[field]);
  if (differs === undefined) return;
  throw new CodedError(setUpErrors.SETUP_NAME, {
    detail: `the broker's ${differs} is ${remote[differs]}, here it is ${wish[differs]}`,
    hint: "Give the gate the same --deployment, --host and mode as the broker: they stand in every key and log name.",
  });
}
