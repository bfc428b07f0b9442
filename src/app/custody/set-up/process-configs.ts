// The configuration files of both processes as the first set-up writes them. Paths in them are relative to the file.
import type { DeploymentWish, HostAndPort } from "./deployment-wish.ts";
import { siteOf } from "./deployment-wish.ts";

/** The operating system's users of the two processes. */
export const processUsers = { gate: "rootward-gate", broker: "rootward-broker" } as const;

/** How the gate reaches the broker when they are on two hosts. */
export interface RemoteBroker extends HostAndPort {
  /** SHA-256 of the SubjectPublicKeyInfo of the broker's door key. */
  readonly spki: string;
}

/** The file of the gate's own key for a broker on another host. */
export const gateDoorKeyFile = "broker-door.key";

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
    foreignPaths:
      isRehearsal || !hasGateHere
        ? []
        : ["../gate", "../gate/gate.json", "../gate/kek", "../gate/log.key", "../gate/data"],
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
export function gateConfig(wish: DeploymentWish, remote: RemoteBroker | null): object {
  const { deployment, host, mode, port } = wish;
  const isRehearsal = mode === "rehearsal";
  const keys = ["broker.json", "sign.key", "door.key", "log.key", "data"].map((name) => `../broker/${name}`);
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
    foreignPaths: isRehearsal || remote !== null ? [] : ["../broker", ...keys],
    notify: { routes: [] },
    ...(isRehearsal ? { rehearsal: true } : {}),
  };
}

function separationOf({ mode }: DeploymentWish, side: "gate" | "broker"): object {
  return mode === "rehearsal" ? { separation: "none" } : { separation: "users", user: processUsers[side] };
}
