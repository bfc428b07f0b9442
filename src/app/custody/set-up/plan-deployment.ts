import type { Secret } from "../../../domain/core/secret.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import type { DeploymentEntry, EntryOwner } from "../../../world/deployment/write-deployment.ts";
import type { BrokerPublic } from "./broker-public.ts";
import type { DeploymentWish } from "./deployment-wish.ts";
import { originOf } from "./deployment-wish.ts";
import { draftPolicy, draftRoster } from "./draft-documents.ts";
import {
  brokerConfig,
  courierConfig,
  type CourierDoor,
  courierRunDirectory,
  gateConfig,
  gateDoorKeyFile,
  type RemoteBroker,
} from "./process-configs.ts";
import { type BrokerKeys, brokerPins, type CourierKeys, type GateKeys, keyFile, logVkey } from "./set-up-keys.ts";

/** The users that own the files; left out in a rehearsal, where everything stays with who made it. */
export interface Owners {
  readonly gate: EntryOwner;
  readonly broker: EntryOwner;
  readonly courier: EntryOwner;
}

/** The courier of this host. */
export interface CourierParts {
  /** Partition and account of the organization's management account. */
  readonly management: string;
  /** A gate on another host; `null` where it is here and comes by a socket. */
  readonly door: (CourierDoor & { readonly keys: CourierKeys }) | null;
}

/** Everything that a deployment's files are made from. */
export interface DeploymentParts {
  readonly wish: DeploymentWish;
  readonly owners: Partial<Owners>;
  /** `null` where this host has none. */
  readonly gate: GateKeys | null;
  readonly broker: BrokerKeys | null;
  readonly courier: CourierParts | null;
  /** One person alone: what opens the broker's key, a line of text. */
  readonly soloPassphrase: Secret<Uint8Array> | null;
  /** A broker on another host. */
  readonly remote: { readonly public: BrokerPublic; readonly at: RemoteBroker } | null;
}

/** The file with the passphrase of one person's broker. */
export const soloPassphraseFile = "broker.words";

const privateFile = 0o400;
const privateDirectory = 0o700;
const publicFile = 0o644;
const publicDirectory = 0o755;

/** Every file of a new deployment. Secrets stay in their keys' `Secret`s. */
export function planDeployment(parts: DeploymentParts): readonly DeploymentEntry[] {
  const { gate, broker, courier } = parts;
  return [
    { path: "", mode: publicDirectory },
    ...(gate === null ? [] : gateEntries(parts, gate)),
    ...(broker === null ? [] : brokerEntries(parts, broker)),
    ...(courier === null ? [] : courierEntries(parts, courier)),
    ...runEntries(parts),
    ...publicEntries(parts),
  ];
}

function gateEntries({ wish, owners, remote, courier }: DeploymentParts, keys: GateKeys): readonly DeploymentEntry[] {
  const owner = owners.gate;
  return [
    { path: "gate", mode: privateDirectory, owner },
    { path: "gate/data", mode: privateDirectory, owner },
    { path: "gate/kek", mode: privateFile, owner, bytes: keyFile(keys.kek) },
    { path: "gate/log.key", mode: privateFile, owner, bytes: keyFile(keys.log) },
    ...(remote === null
      ? []
      : [{ path: `gate/${gateDoorKeyFile}`, mode: privateFile, owner, bytes: keyFile(keys.door) }]),
    { path: "gate/gate.json", mode: 0o600, owner, bytes: json(gateConfig(wish, remote?.at ?? null, courier !== null)) },
  ];
}

function brokerEntries(
  { wish, owners, gate, soloPassphrase }: DeploymentParts,
  keys: BrokerKeys,
): readonly DeploymentEntry[] {
  const owner = owners.broker;
  return [
    // Not beside the key that it opens: a copy of the broker's directory alone opens nothing.
    ...(soloPassphrase === null ? [] : [{ path: soloPassphraseFile, mode: privateFile, owner, bytes: soloPassphrase }]),
    { path: "broker", mode: privateDirectory, owner },
    { path: "broker/data", mode: privateDirectory, owner },
    { path: "broker/sign.key", mode: privateFile, owner, bytes: keyFile(keys.sign) },
    { path: "broker/door.key", mode: privateFile, owner, bytes: keyFile(keys.door) },
    { path: "broker/log.key", mode: privateFile, owner, bytes: keyFile(keys.log) },
    { path: "broker/broker.json", mode: 0o600, owner, bytes: json(brokerConfig(wish, gate !== null)) },
  ];
}

function courierEntries(parts: DeploymentParts, { management, door }: CourierParts): readonly DeploymentEntry[] {
  const { wish, owners, broker, gate, remote } = parts;
  const owner = owners.courier;
  const brokerSpki = broker === null ? (remote?.public.spki ?? "") : brokerPins(broker).spki;
  const group = owner === undefined ? undefined : { uid: owner.uid, gid: owners.gate?.gid ?? owner.gid };
  return [
    { path: "courier", mode: privateDirectory, owner },
    ...(door === null ? [] : [{ path: "courier/door.key", mode: privateFile, owner, bytes: keyFile(door.keys.door) }]),
    {
      path: "courier/courier.json",
      mode: 0o600,
      owner,
      bytes: json(courierConfig(wish, management, { brokerSpki, door })),
    },
    // As for the broker's socket: the directory hands the gate's group on.
    ...(gate === null
      ? []
      : [{ path: courierRunDirectory, mode: group === undefined ? privateDirectory : 0o2750, owner: group }]),
  ];
}

function runEntries({ owners, broker }: DeploymentParts): readonly DeploymentEntry[] {
  if (broker === null) return [];
  // The broker makes its socket here; the directory hands its group on, so that the gate's user can connect and no other.
  const owner =
    owners.broker === undefined ? undefined : { uid: owners.broker.uid, gid: owners.gate?.gid ?? owners.broker.gid };
  return [{ path: "run", mode: owner === undefined ? privateDirectory : 0o2750, owner }];
}

function publicEntries(parts: DeploymentParts): readonly DeploymentEntry[] {
  const { wish, gate, broker, remote } = parts;
  const own = broker === null ? remote?.public : brokerPublic(wish, broker);
  if (own === undefined || (gate === null && broker === null)) return [];
  if (gate === null) return [{ path: "broker-public.json", mode: publicFile, bytes: json(own) }];
  const { logKey, spki, doorSpki } = own;
  const logKeys = { gate: logVkey(originOf(wish, "gate"), gate.log), broker: logKey };
  return [
    { path: "draft", mode: publicDirectory },
    { path: "draft/persons", mode: publicDirectory },
    { path: "draft/approvals", mode: publicDirectory },
    {
      path: "draft/roster.json",
      mode: publicFile,
      bytes: json(draftRoster(wish, { broker: { spki, doorSpki }, logKeys })),
    },
    { path: "draft/release-policy.json", mode: publicFile, bytes: json(draftPolicy(wish)) },
  ];
}

function brokerPublic(wish: DeploymentWish, keys: BrokerKeys): BrokerPublic {
  const { deployment, host, mode, port } = wish;
  const logKey = logVkey(originOf(wish, "broker"), keys.log);
  return { v: 1, deployment, host, mode, logKey, ...brokerPins(keys), doorPort: port + 1 };
}

function json(value: object): Uint8Array {
  return utf8(`${JSON.stringify(value, null, 2)}\n`);
}
