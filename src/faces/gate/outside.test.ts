import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readLogEntry } from "../../domain/custody/protocol/log-entry.ts";
import { openCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import { printVerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { account } from "../../app/broker/broker-for-test.ts";
import { witnessConfig } from "../witness/config.ts";
import { type RunningWitness, startWitness } from "../witness/start-witness.ts";
import { writeNewWitnessKey } from "../witness/witness-key-file.ts";
import { TestGate } from "./gate-for-test.ts";

let its: TestGate;
let witness: RunningWitness | null;
beforeEach(async () => {
  witness = null;
  its = await TestGate.make({ bare: true });
});
afterEach(async () => {
  await its.remove();
  await witness?.close();
});

async function startWitnessBeside(port = 0): Promise<RunningWitness> {
  const home = its.broker.directory;
  const file = join(home, "witness.key");
  if (port === 0) writeNewWitnessKey(file, "w1.example");
  const logs = [its.broker.roster.logKeys.gate];
  const flags = { config: null, listen: `127.0.0.1:${port}`, key: file, data: join(home, "w1"), logs };
  return await startWitness(witnessConfig(flags, home), { nowMs: () => Date.now(), tell: () => undefined });
}

async function restartWith(change: object): Promise<void> {
  await its.stop();
  its.writeConfig(change);
  await its.start();
}

const data = (): string => join(its.directory, "data");
const saved = (): string => join(its.broker.directory, "saved");
const name = (text: string) => its.call("olga", "putAccount", { account }, { name: text, email: null });
const copy = (from: string, to: string) => execFileSync("cp", ["-a", from, to]);

/** Puts a whole older data directory back, with nobody left on this host who knows better. */
async function putBack(): Promise<void> {
  its.hangUp();
  await its.stop();
  rmSync(data(), { recursive: true });
  copy(saved(), data());
  await its.start();
}

describe("a witness of the gate's log", () => {
  it("cosigns what is new, and shows a whole disk that was put back", async () => {
    witness = await startWitnessBeside();
    const { port, key } = witness;
    await restartWith({ witnesses: [{ url: `http://127.0.0.1:${port}`, vkey: printVerifierKey(key) }] });
    await its.stop();
    copy(data(), saved());
    await its.start();
    await name("new name");
    const { size } = its.gate.log.head;
    await vi.waitFor(() => {
      const note = its.gate.log.latest?.note ?? new Uint8Array();
      const opened = openCheckpoint(note, [its.gate.log.verifier, key]);
      expect(opened).toMatchObject({
        status: "opened",
        checkpoint: { size },
        cosigned: [{ key: { name: "w1.example" } }],
      });
    }, 8000);
    expect([...its.gate.troubles]).toEqual([]);
    await putBack();
    expect([...its.gate.quarantine]).toEqual(["LEDGER_BEHIND"]);
  });

  it("that is away is told once in the log and in the status, until it is back", async () => {
    witness = await startWitnessBeside();
    const { port, key } = witness;
    await witness.close();
    await restartWith({ witnesses: [{ url: `http://127.0.0.1:${port}`, vkey: printVerifierKey(key) }] });
    await vi.waitFor(() => expect([...its.gate.troubles]).toEqual(["GATE_UNWITNESSED"]), 8000);
    await name("still works");
    const missing = its.gate.log.entries(0, 100).filter((bytes) => readLogEntry(bytes)?.type === "witness.missing");
    expect(missing).toHaveLength(1);
    witness = await startWitnessBeside(port);
    await vi.waitFor(() => expect([...its.gate.troubles]).toEqual([]), 8000);
  });
});

describe("a git remote that keeps the gate's checkpoints", () => {
  it("gets a commit, and shows a whole disk that was put back", async () => {
    const remote = join(its.broker.directory, "remote.git");
    execFileSync("git", ["init", "--quiet", "--bare", remote]);
    await its.stop();
    copy(data(), saved());
    its.writeConfig({ anchors: { git: { dir: "anchor.git", remote } } });
    await its.start();
    await name("new name");
    its.broker.clock.ms += 61_000;
    const commits = () => execFileSync("git", ["-C", remote, "rev-list", "--count", "--all"]).toString().trim();
    await vi.waitFor(() => expect(Number(commits())).toBeGreaterThan(1), 10_000);
    await putBack();
    expect([...its.gate.quarantine]).toEqual(["LEDGER_BEHIND"]);
  });
});
