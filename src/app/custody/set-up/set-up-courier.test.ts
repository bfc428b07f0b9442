import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { readConfig as readBrokerConfig } from "../../../faces/broker/config.ts";
import { readConfig as readCourierConfig } from "../../../faces/courier/config.ts";
import { readConfig as readGateConfig } from "../../../faces/gate/config.ts";
import { fromBase64url } from "../../../domain/crypto/base64url.ts";
import { spkiPinOf } from "../../../domain/crypto/ed25519-spki.ts";
import { writeDeployment } from "../../../world/deployment/write-deployment.ts";
import { parseBrokerPublic } from "./broker-public.ts";
import { type InitAsk, initCustody } from "./init-custody.ts";

const top = mkdtempSync(join(tmpdir(), "rootward-set-up-courier-"));
chmodSync(top, 0o755);
const directory = join(top, "custody");
const at = (path: string): string => join(directory, path);
const json = (path: string) => JSON.parse(readFileSync(at(path), "utf8"));
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const gateSpki = spkiPinOf(random(32));

const wish: InitAsk["wish"] = {
  deployment: "rehearsal-acme",
  host: "localhost",
  mode: "rehearsal",
  management: "aws:123456789012",
  port: 7843,
};

function init(
  change: Partial<InitAsk["wish"]> = {},
  ask: Partial<InitAsk> = {},
  ensureUser: (name: string) => { uid: number; gid: number } = () => own,
) {
  const deps = { random, isRoot: true, ensureUser, write: writeDeployment };
  return initCustody(deps)({ directory, wish: { ...wish, ...change }, only: null, remote: null, ...ask });
}

/** What another host hands over. */
function brokerElsewhere(change: Partial<InitAsk["wish"]> = {}) {
  init(change, { only: "broker" });
  const read = parseBrokerPublic(new Uint8Array(readFileSync(at("broker-public.json"))), "broker-public.json");
  rmSync(directory, { recursive: true });
  return { public: read, at: { host: "broker.example", port: read.doorPort } };
}

beforeEach(() => rmSync(directory, { recursive: true, force: true }));
afterAll(() => rmSync(top, { recursive: true, force: true }));

describe("the first step where a management account is named", () => {
  it.each(["users", "rehearsal", "solo"] as const)("makes a courier that its own program takes: %s", (mode) => {
    init({ mode, deployment: mode === "rehearsal" ? "rehearsal-acme" : "acme" });
    const courier = readCourierConfig(at("courier/courier.json"));
    const [gate, broker] = [readGateConfig(at("gate/gate.json")), readBrokerConfig(at("broker/broker.json"))];
    expect(courier).toMatchObject({
      deployment: gate.deployment,
      management: "aws:123456789012",
      brokerSpki: json("draft/roster.json").broker.spki,
      roles: {
        rootTask: "arn:aws:iam::123456789012:role/RootwardRootTask",
        contacts: "arn:aws:iam::123456789012:role/RootwardContacts",
        orgFeature: "arn:aws:iam::123456789012:role/RootwardOrgFeature",
      },
    });
    expect(gate.courier).toEqual({ socket: courier.socket });
    expect(courier.socket).not.toBe(broker.socket);
    expect(courier.region).toBeUndefined();
    // One user could open them all; apart from a rehearsal the courier finds that out by what it must not open.
    for (const path of [gate.kek, gate.logKey, gate.data, broker.signKey, broker.doorKey, broker.data]) {
      expect([path, courier.foreignPaths.includes(path)]).toEqual([path, mode !== "rehearsal"]);
    }
    expect(readdirSync(at("courier"))).toEqual(["courier.json"]);
    expect(statSync(at("courier/courier.json")).mode & 0o777).toBe(0o600);
  });

  it("lets members, and never the management account, be reached as root by a session", () => {
    init();
    const rules: { name: string; capabilities: string[] }[] = json("draft/release-policy.json").rules;
    expect(rules.map(({ name, capabilities }) => [name, capabilities])).toEqual([
      ["management", ["code", "password"]],
      ["others", ["assume-root", "code", "password"]],
    ]);
  });

  it("asks in a region of the partition", () => {
    for (const [partition, region] of [
      ["aws-us-gov", "us-gov-west-1"],
      ["aws-cn", "cn-north-1"],
    ]) {
      rmSync(directory, { recursive: true, force: true });
      init({ management: `${partition}:123456789012` });
      const { roles, ...courier } = readCourierConfig(at("courier/courier.json"));
      expect(courier.region).toBe(region);
      expect(roles.contacts).toBe(`arn:${partition}:iam::123456789012:role/RootwardContacts`);
    }
  });

  it.skipIf(process.getuid?.() !== 0)("gives the courier to its own user, and its socket to the gate's group", () => {
    const users: Readonly<Record<string, { uid: number; gid: number }>> = {
      "rootward-gate": { uid: 1, gid: 2 },
      "rootward-broker": { uid: 3, gid: 4 },
      "rootward-courier": { uid: 5, gid: 6 },
    };
    const made = init({ mode: "users", deployment: "acme" }, {}, (name) => users[name] ?? own);
    expect(made.users).toEqual(["rootward-broker", "rootward-courier", "rootward-gate"]);
    const standing = (name: string) => {
      const { uid, gid, mode } = statSync(at(name));
      return [uid, gid, (mode & 0o7777).toString(8)];
    };
    expect(standing("courier")).toEqual([5, 6, "700"]);
    expect(standing("courier/courier.json")).toEqual([5, 6, "600"]);
    expect(standing("run-courier")).toEqual([5, 2, "2750"]);
    expect(standing("run")).toEqual([3, 2, "2750"]);
  });
});

describe("the first step where none is named", () => {
  it("makes no courier, and no rule for one", () => {
    const users: string[] = [];
    const change = { management: null, mode: "users", deployment: "acme" } as const;
    init(change, {}, (name) => (users.push(name), own));
    expect(users.toSorted()).toEqual(["rootward-broker", "rootward-gate"]);
    expect([existsSync(at("courier")), existsSync(at("run-courier"))]).toEqual([false, false]);
    expect(readGateConfig(at("gate/gate.json")).courier).toBeUndefined();
    expect(readFileSync(at("draft/release-policy.json"), "utf8")).not.toContain("assume-root");
  });
});

describe("a courier on a host of its own", () => {
  it("has a door for the gate's key alone, and pins the broker", () => {
    const remote = brokerElsewhere();
    const { files, courierDoor, users } = init({}, { only: "courier", remote, gateSpki });
    expect([files, users]).toEqual([["courier/door.key", "courier/courier.json"], []]);
    expect(readdirSync(directory)).toEqual(["courier"]);
    const courier = readCourierConfig(at("courier/courier.json"));
    expect(courier).toMatchObject({ brokerSpki: remote.public.spki, foreignPaths: [] });
    expect(courier.socket).toBeUndefined();
    expect(courier.door).toEqual({ host: "127.0.0.1", port: 7845, key: at("courier/door.key"), gateSpki });
    const door = fromBase64url(readFileSync(at("courier/door.key"), "utf8").trim());
    expect(courierDoor).toEqual({ port: 7845, spki: spkiPinOf(door ?? new Uint8Array()) });
    expect(statSync(at("courier/door.key")).mode & 0o777).toBe(0o400);
  });

  it("makes its own user alone", () => {
    const change = { mode: "users", deployment: "acme" } as const;
    const remote = brokerElsewhere(change);
    const users: string[] = [];
    const made = init(change, { only: "courier", remote, gateSpki }, (name) => (users.push(name), own));
    expect([users, made.users]).toEqual([["rootward-courier"], ["rootward-courier"]]);
    expect(readCourierConfig(at("courier/courier.json")).door?.host).toBe("0.0.0.0");
  });

  it("is of the broker's deployment, and none of its files is on the other hosts", () => {
    const remote = brokerElsewhere();
    const other = { ...remote, public: { ...remote.public, deployment: "rehearsal-b" } };
    expect(() => init({}, { only: "courier", remote: other, gateSpki })).toThrow("rehearsal-b");
    init({}, { only: "gate", remote });
    expect(existsSync(at("courier"))).toBe(false);
    expect(readGateConfig(at("gate/gate.json")).courier).toBeUndefined();
    expect(readFileSync(at("draft/release-policy.json"), "utf8")).toContain("assume-root");
  });
});
