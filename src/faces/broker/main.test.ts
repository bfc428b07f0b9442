import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  cliKey,
  hashName,
  person,
  policy,
  roster,
  rule,
  seedOf,
  signedBy,
  spkiOf,
} from "../../../test/custody/people.ts";
import { Secret } from "../../domain/core/secret.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../domain/crypto/canonical-json.ts";
import { publicKeyOf } from "../../domain/crypto/ed25519.ts";
import { ed25519Spki } from "../../domain/crypto/ed25519-spki.ts";
import { sha256 } from "../../domain/crypto/sha256.ts";
import type { CustodyDocument } from "../../domain/custody/documents/read-custody-document.ts";
import { toSignedWire } from "../../domain/custody/protocol/signed-wire.ts";
import { printVerifierKey, verifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { openBrokerClient } from "../../world/broker-client/open-broker-client.ts";
import { age } from "../../world/sealing/age.ts";
import { readConfig } from "./config.ts";

const deployment = "rehearsal-test";
const main = fileURLToPath(new URL("main.ts", import.meta.url));
const directory = mkdtempSync(join(tmpdir(), "rootward-main-"));
const configFile = join(directory, "broker", "broker.json");
const socket = join(directory, "run", "broker.sock");
const doorHash = (name: string): string => toBase64url(sha256(ed25519Spki(seedOf(name))));

const config = {
  deployment,
  host: "h1",
  separation: "none",
  rehearsal: true,
  data: "data",
  hostIdFile: "host-id",
  signKey: "sign.key",
  doorKey: "door.key",
  logKey: "log.key",
  socket: "../run/broker.sock",
  door: { host: "127.0.0.1", port: 0 },
  gateSpki: doorHash("door gate"),
  kek: { kind: "age-file", file: "kek.age", passphraseFile: "passphrase" },
  foreignPaths: [],
  clock: { ntp: [], https: [], none: true },
};

interface Run {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

function run(...args: string[]): Run {
  const code = `import(${JSON.stringify(main)}).then(async (m) => process.exit(await m.runBroker(${JSON.stringify(args)})))`;
  const child = spawn(process.execPath, ["--disable-sigusr1", "-e", code], { stdio: ["ignore", "ignore", "pipe"] });
  let text = "";
  child.stderr?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, said: () => text, ended };
}

async function ready(started: Run): Promise<string> {
  for (let turn = 0; turn < 400 && !started.said().includes("broker ready"); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return started.said();
}

async function genesis(): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const keys = { P: (await age.newX25519()).recipient, S: (await age.newX25519()).recipient };
  const persons = [person("jane", { recipientP: keys.P, recipientS: keys.S, doorSpki: doorHash("door jane") })];
  const first = roster({
    deployment,
    at: now - 5,
    separation: "none",
    persons,
    kitRecipients: {},
    quorum: { all: [{ group: "security", min: 1 }] },
    broker: { spki: spkiOf("broker"), doorSpki: doorHash("door") },
    logKeys: {
      gate: printVerifierKey(verifierKey("log", `h1/${deployment}/gate`, publicKeyOf(seedOf("gate log")))),
      broker: printVerifierKey(verifierKey("log", `h1/${deployment}/broker`, publicKeyOf(seedOf("broker log")))),
    },
  });
  const releasePolicy = policy([rule({ all: [{ group: "security", min: 1 }] })], { deployment, at: now - 5 });
  const decided = (document: CustodyDocument) => ({
    document: toBase64url(canonicalBytes(document)),
    approvals: [
      toSignedWire(
        signedBy("jane", {
          type: "rw.approval/v1",
          deployment,
          nonce: toBase64url(sha256(canonicalBytes(document)).slice(0, 16)),
          at: now,
          requestHash: hashName(document),
          decision: "approve",
          group: "",
          approver: { person: "jane", cred: cliKey("jane").credId, via: "cli", authTime: now - 1 },
          brokerKey: "",
          brokerCheckpoint: {
            origin: `h1/${deployment}/broker`,
            size: 0,
            root: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            sig: "",
          },
        }),
      ),
    ],
  });
  writeFileSync(
    join(directory, "genesis.json"),
    JSON.stringify({ v: 1, roster: decided(first), releasePolicy: decided(releasePolicy) }),
  );
  return hashName(first);
}

beforeAll(() => {
  mkdirSync(join(directory, "broker"), { mode: 0o700 });
  writeFileSync(configFile, JSON.stringify(config));
  for (const [file, name] of [
    ["sign.key", "broker"],
    ["door.key", "door"],
    ["log.key", "broker log"],
  ] as const) {
    writeFileSync(join(directory, "broker", file), `${toBase64url(seedOf(name))}\n`, { mode: 0o400 });
  }
  writeFileSync(join(directory, "broker", "passphrase"), "seven words that nobody guesses at all ever\n", {
    mode: 0o400,
  });
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe("the broker's process", () => {
  it("is initialised once, by the hash that somebody typed, and serves its socket and its door until SIGTERM", async () => {
    const hash = await genesis();
    const init = ["init", "--config", configFile, "--genesis", join(directory, "genesis.json"), "--roster"];
    const wrong = run(...init, "A".repeat(43));
    expect(await wrong.ended).toBe(2);
    expect(wrong.said()).toContain("CUSTODY_CHAIN_BROKEN");
    const first = run(...init, hash);
    expect([await first.ended, first.said()]).toEqual([0, "broker initialised\n"]);
    const again = run(...init, hash);
    expect(await again.ended).toBe(2);
    expect(again.said()).toContain("BROKER_STORE_EXISTS");

    const started = run("--config", configFile);
    expect(await ready(started)).toContain(`REHEARSAL broker ready: unsealed, socket ${socket}, door 127.0.0.1:`);
    expect(statSync(socket).mode & 0o777).toBe(0o660);
    const client = openBrokerClient({ kind: "socket", path: socket });
    const status = await client.ask({ verb: "status" });
    expect(status).toMatchObject({ status: "done" });

    const second = run("--config", configFile);
    expect(await second.ended).not.toBe(0);
    expect(second.said()).toContain("BROKER_STORE_RUNNING");

    const port = Number(/door 127\.0\.0\.1:([0-9]+)/.exec(started.said())?.[1]);
    const door = { kind: "door" as const, host: "127.0.0.1", port, spki: doorHash("door") };
    const jane = openBrokerClient({ ...door, ownKey: new Secret(seedOf("door jane")) });
    expect(await jane.ask({ verb: "status" })).toMatchObject({ status: "done" });
    const gate = openBrokerClient({ ...door, ownKey: new Secret(seedOf("door gate")) });
    const stranger = openBrokerClient({ ...door, ownKey: new Secret(seedOf("door of nobody")) }, { timeoutMs: 3000 });
    await expect(stranger.ask({ verb: "status" })).rejects.toMatchObject({
      row: { code: "BROKER_CLIENT_UNREACHABLE" },
    });
    const notHere = await jane.ask({
      verb: "release",
      signed: { document: "e30", signature: { kind: "key", signature: "AA" } },
    });
    expect(notHere).toMatchObject({ status: "refused", error: "BROKER_NOT_THIS_DOOR" });
    // A gate on another host has the same say as one at the socket: none without a signature.
    const release = { document: "e30", signature: { kind: "key", signature: "AA" } } as const;
    const unsigned = await gate.ask({ verb: "release", signed: release });
    expect(unsigned).toMatchObject({ status: "refused", error: expect.not.stringContaining("BROKER_NOT_THIS_DOOR") });

    // An idle and a half-open client keep nobody from being served, and nobody from ending.
    const idle = connect(socket);
    idle.write('{"verb":');
    expect(await client.ask({ verb: "log", from: 0, max: 10 })).toMatchObject({ status: "done" });
    const long = connect(socket);
    const answer = new Promise<string>((resolve) => long.once("data", (chunk) => resolve(chunk.toString())));
    long.on("error", () => undefined);
    long.write("x".repeat(70_000));
    expect(await answer).toContain("BROKER_LINE_FOREIGN");

    // Twice, as a supervisor and whoever started it do: the second must not cut the end short.
    started.child.kill("SIGTERM");
    const repeated = setInterval(() => started.child.kill("SIGTERM"), 1);
    started.child.on("exit", () => clearInterval(repeated));
    expect(await started.ended).toBe(0);
    expect(existsSync(socket)).toBe(false);
    idle.destroy();
    const restarted = run("--config", configFile);
    expect(await ready(restarted)).toContain("broker ready: unsealed");
    restarted.child.kill("SIGINT");
    expect(await restarted.ended).toBe(0);
  });

  it("ends, and leaves no socket behind, when its door's port is taken", async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, "127.0.0.1", done));
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const kept = readFileSync(configFile, "utf8");
    writeFileSync(configFile, JSON.stringify({ ...config, door: { host: "127.0.0.1", port } }));
    const started = run("--config", configFile);
    expect(await started.ended).toBe(2);
    expect(started.said()).toContain("LINES_ADDRESS_TAKEN");
    expect(existsSync(socket)).toBe(false);
    writeFileSync(configFile, kept);
    taken.close();
  });

  it("says which key of its configuration is wrong", () => {
    const codeOf = (change: object): string => {
      const file = join(directory, "other.json");
      writeFileSync(file, JSON.stringify({ ...config, ...change }));
      try {
        readConfig(file);
        return "";
      } catch (error) {
        return error instanceof Error ? error.message : "";
      }
    };
    expect(codeOf({ socket: 5 })).toContain("socket:");
    expect(codeOf({ gateKek: "x" })).toContain("gateKek:");
    expect(codeOf({ separation: "users" })).toContain("separation:");
    expect(codeOf({ deployment: "acme" })).toContain("separation:");
    expect(readFileSync(configFile, "utf8")).not.toBe("");
    chmodSync(configFile, 0o600);
  });
});
