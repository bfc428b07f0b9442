// The seed holder. Everything that is reachable from this file is listed and counted by the architecture test.
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { randomBytes } from "node:crypto";
import type { Server } from "node:net";
import type { Broker } from "../../app/broker/open-broker.ts";
import { type BrokerBegun, initBroker } from "../../app/broker/init-broker.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { ed25519Spki } from "../../domain/crypto/ed25519-spki.ts";
import { sha256 } from "../../domain/crypto/sha256.ts";
import { readGenesis } from "../../domain/custody/protocol/genesis.ts";
import { verifierKeyOf } from "../../domain/ledger/note/signing-key.ts";
import { printVerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { keepKit } from "../../world/kit-files/keep-kit.ts";
import { age } from "../../world/sealing/age.ts";
import { shamir } from "../../world/sealing/shamir.ts";
import { closeServer, listenAtDoor, listenOnSocket } from "../../world/lines/listen-for-lines.ts";
import { brokerStoreErrors } from "../../world/store/broker/errors.ts";
import { openBrokerStore } from "../../world/store/broker/open-broker-store.ts";
import { type BrokerConfig, readConfig } from "./config.ts";
import { brokerStartErrors } from "./errors.ts";
import { readFileOr } from "./key-file.ts";
import { brokerLines } from "./broker-lines.ts";
import {
  type BrokerKeys,
  kekPassphrase,
  logOrigin,
  readKeys,
  requireShutGate,
  separate,
  startBroker,
} from "./start.ts";

/**
 * Runs `--config FILE` in the foreground until SIGTERM or SIGINT, or `init --config FILE --genesis FILE --roster HASH` once.
 * The exit code.
 */
export async function runBroker(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { config: { type: "string" }, genesis: { type: "string" }, roster: { type: "string" } },
    });
    const { config: file, genesis, roster } = values;
    if (file === undefined) throw foreign("--config FILE is missing");
    const config = readConfig(resolve(file));
    if (positionals[0] === "init") {
      if (genesis === undefined || roster === undefined) throw foreign("--genesis FILE and --roster HASH are needed");
      const { unsealers } = await beginBroker(config, genesis, roster);
      const next = unsealers === null ? "" : `; ${unsealers.threshold} of ${unsealers.holders.join(", ")} unseal it`;
      say(`broker initialised${next}`);
      return 0;
    }
    return await serve(config);
  } catch (error) {
    if (!(error instanceof CodedError)) {
      say(`BROKER_INTERNAL: ${error instanceof Error ? error.message : "unknown"}`);
      return 3;
    }
    const where = error.position?.file === undefined ? "" : ` (${error.position.file})`;
    say(`${error.row.code}: ${error.message}${where}\n${error.hint}`);
    return error.row.exit;
  }
}

/** Initialises the broker of this configuration; refuses to do so twice. */
export async function beginBroker(config: BrokerConfig, genesisFile: string, rosterHash: string): Promise<BrokerBegun> {
  const genesis = readGenesis(readFileOr(genesisFile));
  separate(config);
  const keys = readKeys(config);
  const file = join(config.data, "broker.db");
  if (existsSync(file)) throw new CodedError(brokerStoreErrors.BROKER_STORE_EXISTS, { detail: file });
  const { kek } = config;
  const opened: { store?: ReturnType<typeof openBrokerStore>["store"] } = {};
  try {
    return await initBroker({
      deployment: config.deployment,
      separation: config.separation,
      own: {
        spki: toBase64url(ed25519Spki(keys.sign.reveal())),
        doorSpki: toBase64url(sha256(ed25519Spki(keys.door.reveal()))),
        logKey: printVerifierKey(verifierKeyOf("log", { name: logOrigin(config), seed: keys.log })),
      },
      genesis,
      rosterHash,
      nowSeconds: Math.floor(Date.now() / 1000),
      age,
      shamir,
      random: (length) => new Uint8Array(randomBytes(length)),
      keepKek:
        kek.kind === "shamir"
          ? null
          : async (key) => {
              rmSync(kek.file, { force: true });
              writeFileSync(kek.file, await age.encryptWithPassphrase(key, kekPassphrase(kek)), { mode: 0o400 });
            },
      makeStore: () => {
        opened.store = openBrokerStore({ file, hostIdFile: config.hostIdFile, create: true }).store;
        return opened.store;
      },
    });
  } finally {
    opened.store?.close();
  }
}

async function serve(config: BrokerConfig): Promise<number> {
  separate(config);
  requireShutGate(config);
  const keys = readKeys(config);
  const { broker, close } = await startBroker(config, keys);
  const socket = await listenOnSocket(config.socket, brokerLines(broker, "gate"));
  const door = await openDoor(config, keys, broker).catch((error: unknown) => {
    // What listens already would keep the process alive, and the store locked.
    closeServer(socket);
    rmSync(config.socket, { force: true });
    close();
    throw error;
  });
  const kit = keepKit(join(config.data, "kit"), "S", {
    logSize: () => broker.logSize,
    kit: () => broker.kit(),
    nowMs: () => Date.now(),
    say,
  });
  const clocks = [
    setInterval(() => void broker.tick(), 1000),
    setInterval(() => void broker.checkClock(), 60_000),
    setInterval(() => void kit.look(), 1000),
  ];
  const rehearsal = config.separation === "none" ? "REHEARSAL " : "";
  const address = door?.address();
  const doorText = typeof address === "object" && address !== null ? `, door ${address.address}:${address.port}` : "";
  say(`${rehearsal}broker ready: ${broker.state}, socket ${config.socket}${doorText}`);
  // Not once: a supervisor signals this process and the one that started it, so the same comes twice.
  await new Promise<void>((done) => {
    process.on("SIGTERM", () => done());
    process.on("SIGINT", () => done());
  });
  for (const clock of clocks) clearInterval(clock);
  await kit.last();
  await broker.stop();
  for (const server of [socket, door]) if (server !== null) closeServer(server);
  rmSync(config.socket, { force: true });
  close();
  return 0;
}

function openDoor({ door, gateSpki }: BrokerConfig, keys: BrokerKeys, broker: Broker): Promise<Server | null> {
  if (door === undefined) return Promise.resolve(null);
  return listenAtDoor(door, keys.door, (spki) => {
    if (spki === gateSpki) return brokerLines(broker, "gate");
    return broker.isDoorKey(spki) ? brokerLines(broker, "door") : null;
  });
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function foreign(detail: string): CodedError {
  return new CodedError(brokerStartErrors.BROKER_CONFIG_FOREIGN, { detail });
}
