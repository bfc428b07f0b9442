// The configuration files of the processes as the first set-up writes them. Paths in them are relative to the file.
import { courierRoleArn } from "../../../domain/custody/sessions/role-policies.ts";
import type { DeploymentWish, HostAndPort } from "./deployment-wish.ts";
import { siteOf } from "./deployment-wish.ts";

/** The operating system's users of the processes. */
export const processUsers = { gate: "rootward-gate", broker: "rootward-broker", courier: "rootward-courier" } as const;

/** How the gate reaches the broker when they are on two hosts. */
export interface RemoteBroker extends HostAndPort {
  /** SHA-256 of the SubjectPublicKeyInfo of the broker's door key. */
  readonly spki: string;
}

/** The file of the gate's own key for a broker on another host. */
export const gateDoorKeyFile = "broker-door.key";

/** The directory of the courier's socket; the broker's own belongs to the broker. */
export const courierRunDirectory = "run-courier";

/** A gate on another host than the courier's, and the courier's way in for it. */
export interface CourierDoor {
  readonly port: number;
  /** SHA-256 of the SubjectPublicKeyInfo of the gate's key for doors. */
  readonly gateSpki: string;
}

const gateKeys = ["../gate", "../gate/gate.json", "../gate/kek", "../gate/log.key", "../gate/data"];
const brokerKeys = [
  "../broker",
  ...["broker.json", "sign.key", "door.key", "log.key", "data"].map((name) => `../broker/${name}`),
];

/** `broker.json`. */
export function brokerConfig(wish: DeploymentWish, hasGateHere: boolean): object {
  const { deployment, host, mode, port } = wish;
  const isRehearsal = mode === "rehearsal";
  return {
    deployment,
    host,
    ...separationOf(wish, "broker"),
    data: "data",
    hostIdFile: "host-id",
    signKey: "sign.key",
    doorKey: "door.key",
    logKey: "log.key",
    socket: "../run/broker.sock",
    door: { host: isRehearsal ? "127.0.0.1" : "0.0.0.0", port: port + 1 },
    // One person cannot hold two shares: the key lies in a file that a passphrase of its own opens.
    kek: mode === "solo" ? { kind: "age-file", file: "kek.age" } : { kind: "shamir" },
    foreignPaths: isRehearsal || !hasGateHere ? [] : gateKeys,
    clock: isRehearsal
      ? { ntp: [], https: [], none: true }
      : {
          ntp: ["time.aws.com"],
          https: ["https://sts.us-east-1.amazonaws.com", "https://sts.eu-central-1.amazonaws.com"],
        },
    ...(isRehearsal ? { rehearsal: true } : {}),
  };
}

/** `gate.json`. */
export function gateConfig(wish: DeploymentWish, remote: RemoteBroker | null, hasCourierHere: boolean): object {
  const { deployment, host, mode, port } = wish;
  const isRehearsal = mode === "rehearsal";
  return {
    deployment,
    host,
    ...separationOf(wish, "gate"),
    data: "data",
    kek: "kek",
    logKey: "log.key",
    listen: { host: "127.0.0.1", port },
    publicUrl: siteOf(wish).origin,
    broker: remote === null ? { socket: "../run/broker.sock" } : { ...remote, key: gateDoorKeyFile },
    ...(hasCourierHere ? { courier: { socket: `../${courierRunDirectory}/courier.sock` } } : {}),
    foreignPaths: isRehearsal || remote !== null ? [] : brokerKeys,
    notify: { routes: [] },
    ...(isRehearsal ? { rehearsal: true } : {}),
  };
}

/** Where a courier of another partition than `aws` asks for sessions; there it asks where AWS's SDK says. */
const regions: Readonly<Record<string, string>> = { "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1" };

/** `courier.json`, for the organization of `management`. `door`: where the gate is on another host. */
export function courierConfig(
  wish: DeploymentWish,
  management: string,
  { brokerSpki, door }: { readonly brokerSpki: string; readonly door: CourierDoor | null },
): object {
  const isRehearsal = wish.mode === "rehearsal";
  const region = regions[management.split(":")[0] ?? ""];
  return {
    deployment: wish.deployment,
    ...separationOf(wish, "courier"),
    brokerSpki,
    management,
    ...(region === undefined ? {} : { region }),
    roles: {
      rootTask: courierRoleArn(management, "rootTask"),
      contacts: courierRoleArn(management, "contacts"),
      orgFeature: courierRoleArn(management, "orgFeature"),
    },
    ...(door === null
      ? { socket: `../${courierRunDirectory}/courier.sock` }
      : {
          door: {
            host: isRehearsal ? "127.0.0.1" : "0.0.0.0",
            port: door.port,
            key: "door.key",
            gateSpki: door.gateSpki,
          },
        }),
    foreignPaths: isRehearsal || door !== null ? [] : [...gateKeys, ...brokerKeys],
    ...(isRehearsal ? { rehearsal: true } : {}),
  };
}

function separationOf({ mode }: DeploymentWish, side: keyof typeof processUsers): object {
  return mode === "rehearsal" ? { separation: "none" } : { separation: "users", user: processUsers[side] };
}
