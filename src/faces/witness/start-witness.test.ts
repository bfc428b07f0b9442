import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { openCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import { entryForTest, keyForTest, type LogForTest, logForTest } from "../../domain/ledger/log-for-test.ts";
import { consistencyPlan, proofOf } from "../../domain/ledger/merkle/proof-plan.ts";
import { printVerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { printAddCheckpointRequest } from "../../domain/ledger/witness/add-checkpoint-request.ts";
import { witnessCheckpointPath } from "../../domain/ledger/witness/witness-answer.ts";
import { askWitness, type CheckpointOffer } from "../../world/anchors/witness/ask-witness.ts";
import { Witnesses } from "../../world/anchors/witness/ask-witnesses.ts";
import { readWitnessed } from "../../world/anchors/witness/read-witnessed.ts";
import { failed } from "../../world/ledger-files/memory-disk-for-test.ts";
import { nodeDisk } from "../../world/ledger-files/node-disk.ts";
import { witnessConfig } from "./config.ts";
import { type RunningWitness, startWitness, type WitnessWorld } from "./start-witness.ts";
import { readWitnessKey, writeNewWitnessKey } from "./witness-key-file.ts";

const key = keyForTest("rootward.example/acme/broker", 32);
const log = (size: number, salt = ""): LogForTest =>
  logForTest(
    key,
    Array.from({ length: size }, (_, at) => entryForTest(at, at < 3 ? "" : salt)),
  );
const offerOf = ({ note, tree }: LogForTest): CheckpointOffer => ({
  note,
  size: tree.size,
  consistencyProof: (from, to) => proofOf(consistencyPlan(from, to), tree.read),
});
const told: string[] = [];
const world: WitnessWorld = { nowMs: () => 1_795_230_020_500, tell: (line) => void told.push(line) };

let home = "";
const running: RunningWitness[] = [];

async function start(name = "w1", more: Partial<WitnessWorld> = {}, logs = [key]): Promise<RunningWitness> {
  const file = join(home, `${name}.key`);
  try {
    writeNewWitnessKey(file, `${name}.example`);
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
  }
  const vkeys = logs.map((each) => printVerifierKey(logForTest(each, []).signer.verifier));
  const flags = { config: null, listen: "127.0.0.1:0", key: file, data: join(home, name), logs: vkeys };
  const witness = await startWitness(witnessConfig(flags, home), { ...world, ...more });
  running.push(witness);
  return witness;
}

const placeOf = ({ port, key: own }: RunningWitness) => ({ url: `http://127.0.0.1:${port}`, key: own });

async function post(witness: RunningWitness, body: Uint8Array): Promise<{ http: number; type: string; text: string }> {
  const url = `http://127.0.0.1:${witness.port}/add-checkpoint`;
  const response = await fetch(url, { method: "POST", body: body.slice() });
  return { http: response.status, type: response.headers.get("content-type") ?? "", text: await response.text() };
}

function requestOf(from: number, { note, tree }: LogForTest): Uint8Array {
  return printAddCheckpointRequest(from, proofOf(consistencyPlan(from, tree.size), tree.read), note);
}

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rw-witness-"));
  told.length = 0;
});
afterEach(async () => {
  for (const each of running.splice(0)) await each.close();
  rmSync(home, { recursive: true });
});

describe("a witness", () => {
  it("cosigns a log that grows, and answers what tlog-witness says to everything else", async () => {
    const witness = await start();
    expect(await post(witness, requestOf(0, log(4)))).toMatchObject({ http: 200, type: /text\/plain/ });
    expect((await post(witness, requestOf(4, log(9)))).http).toBe(200);
    expect(await post(witness, requestOf(4, log(11)))).toEqual({ http: 409, type: "text/x.tlog.size", text: "9\n" });
    expect((await post(witness, requestOf(9, log(9)))).http).toBe(200);
    expect((await post(witness, requestOf(9, log(9, "x")))).http).toBe(422);
    expect((await post(witness, requestOf(9, log(11, "x")))).http).toBe(422);
    const stranger = logForTest(keyForTest("elsewhere"), [entryForTest(0)]);
    expect((await post(witness, requestOf(0, stranger))).http).toBe(404);
    const forged = logForTest(keyForTest(key.name, 99), [entryForTest(0)]);
    expect((await post(witness, requestOf(0, forged))).http).toBe(403);
    expect((await post(witness, new Uint8Array([1, 2, 3]))).http).toBe(400);
    expect((await post(witness, printAddCheckpointRequest(12, [], log(11).note))).http).toBe(400);
    expect((await post(witness, new Uint8Array(700_000))).http).toBe(413);
  });

  it("shows what it has, cosigned with the time, and nothing else", async () => {
    const witness = await start();
    const base = `http://127.0.0.1:${witness.port}`;
    const path = witnessCheckpointPath(key.name);
    expect((await fetch(`${base}/${path}`)).status).toBe(404);
    await post(witness, requestOf(0, log(4)));
    const note = new Uint8Array(await (await fetch(`${base}/${path}`)).arrayBuffer());
    const opened = openCheckpoint(note, [log(0).signer.verifier, witness.key]);
    expect(opened).toMatchObject({
      status: "opened",
      checkpoint: { size: 4 },
      cosigned: [{ timeSeconds: 1_795_230_020 }],
    });
    for (const other of ["", "w1.key", "lock", `..%2f${path}`, `${path}/x`, `${"0".repeat(64)}/checkpoint`]) {
      expect((await fetch(`${base}/${other}`)).status).toBe(404);
    }
    expect((await fetch(`${base}/add-checkpoint`)).status).toBe(405);
    expect((await fetch(`${base}/${path}`, { method: "DELETE" })).status).toBe(405);
    expect(await (await fetch(`${base}/healthz`)).text()).toBe("ok\n");
  });

  it("never cosigns two of the many that race from one size", async () => {
    const witness = await start();
    await post(witness, requestOf(0, log(4)));
    const rivals = Array.from({ length: 12 }, (_, at) => log(5 + (at % 6), at < 6 ? "" : "x"));
    const answers = await Promise.all(rivals.map((rival) => post(witness, requestOf(4, rival))));
    expect(answers.filter(({ http }) => http === 200)).toHaveLength(1);
    expect(answers.filter(({ http }) => http === 200 || http === 409)).toHaveLength(12);
  });

  it("knows after a start what it had, and refuses a fork of it", async () => {
    const first = await start();
    await post(first, requestOf(0, log(9)));
    await first.close();
    const again = await start();
    expect(again.key).toEqual(first.key);
    expect(await post(again, requestOf(0, log(7, "x")))).toMatchObject({ http: 409, text: "9\n" });
    expect((await post(again, requestOf(9, log(12)))).http).toBe(200);
  });

  it("gives no cosignature for what it could not store", async () => {
    let isFull = false;
    const disk = {
      ...nodeDisk,
      sync: (file: number) => {
        if (isFull) throw failed("ENOSPC");
        nodeDisk.sync(file);
      },
    };
    const witness = await start("w1", { disk });
    await post(witness, requestOf(0, log(4)));
    isFull = true;
    const answer = await post(witness, requestOf(4, log(9)));
    expect(answer.http).toBe(500);
    expect(answer.text).not.toContain("—");
    expect(told.join("\n")).toContain("LEDGER_FILES_DISK_FULL");
    isFull = false;
    expect((await post(witness, requestOf(4, log(9)))).http).toBe(200);
  });

  it("does not start on state that does not verify, twice at once, or where it cannot listen", async () => {
    const witness = await start();
    await post(witness, requestOf(0, log(4)));
    await expect(start()).rejects.toMatchObject({ row: { code: "LEDGER_FILES_SHARED" } });
    const flags = {
      config: null,
      listen: `127.0.0.1:${witness.port}`,
      key: join(home, "w1.key"),
      data: join(home, "w2"),
    };
    const logs = [printVerifierKey(log(0).signer.verifier)];
    await expect(startWitness(witnessConfig({ ...flags, logs }, home), world)).rejects.toMatchObject({
      row: { code: "WITNESS_CANNOT_LISTEN" },
    });
    await witness.close();
    running.length = 0;
    const stored = join(home, "w1", witnessCheckpointPath(key.name));
    const note = readFileSync(stored, "utf8");
    for (const changed of ["", note.replace("\n4\n", "\n3\n"), note.slice(0, -20)]) {
      writeFileSync(stored, changed);
      await expect(start()).rejects.toMatchObject({ row: { code: "WITNESS_STATE_FOREIGN" } });
    }
    writeFileSync(stored, note);
    expect((await post(await start(), requestOf(4, log(5)))).http).toBe(200);
  });

  it("lets a client that says nothing wait without holding up others", async () => {
    const witness = await start();
    const silent = connect(witness.port, "127.0.0.1");
    silent.write("POST /add-checkpoint HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nold");
    expect((await post(witness, requestOf(0, log(4)))).http).toBe(200);
    silent.destroy();
  });
});

describe("a log that asks its witnesses", () => {
  it("gets all their lines, also from one that has an older size or none", async () => {
    const [one, two] = [await start("w1"), await start("w2")];
    await post(two, requestOf(0, log(3)));
    const witnesses = new Witnesses([placeOf(one), placeOf(two)]);
    for (const size of [7, 7, 12]) {
      const { note, outcomes } = await witnesses.ask(offerOf(log(size)));
      expect(outcomes.map(({ outcome }) => outcome.status)).toEqual(["cosigned", "cosigned"]);
      const opened = openCheckpoint(note, [log(0).signer.verifier, one.key, two.key]);
      expect(opened.status === "opened" && opened.cosigned).toHaveLength(2);
    }
  });

  it("is told when a witness is ahead, and reads back the proof of it", async () => {
    const witness = await start();
    await post(witness, requestOf(0, log(12)));
    expect(await askWitness(placeOf(witness), offerOf(log(9)), 9)).toEqual({ status: "ahead", size: 12 });
    const { verifier } = log(0).signer;
    expect(await readWitnessed(placeOf(witness), verifier)).toMatchObject({
      status: "found",
      checkpoint: { size: 12 },
    });
    const other = keyForTest(key.name, 99);
    expect(await readWitnessed(placeOf(witness), logForTest(other, []).signer.verifier)).toMatchObject({
      status: "foreign",
      row: { code: "LEDGER_UNSIGNED" },
    });
    expect(await readWitnessed(placeOf(await start("w2")), verifier)).toEqual({ status: "none" });
  });

  it("is refused with a fork, and by a witness that does not know it", async () => {
    const witness = await start();
    await post(witness, requestOf(0, log(9)));
    expect(await askWitness(placeOf(witness), offerOf(log(9, "x")), 9)).toMatchObject({ status: "refused", http: 422 });
    const stranger = await start("w2", {}, [keyForTest("elsewhere")]);
    expect(await askWitness(placeOf(stranger), offerOf(log(9)), 0)).toMatchObject({ status: "refused", http: 404 });
  });
});

describe("a witness's key file", () => {
  it("is read by its owner only, is not overwritten, and gives the key back", () => {
    const file = join(home, "k");
    const made = writeNewWitnessKey(file, "w1.example");
    expect(statSync(file).mode & 0o777).toBe(0o400);
    expect(printVerifierKey(made)).toMatch(/^w1\.example\+[0-9a-f]{8}\+B/);
    expect(readWitnessKey(file).name).toBe("w1.example");
    expect(() => writeNewWitnessKey(file, "w1.example")).toThrow(/There is a file where the new key/);
    expect(() => writeNewWitnessKey(join(home, "x"), "two words")).toThrow(/This is not a witness's key file/);
  });

  it("is refused when it is anything else", () => {
    const file = join(home, "k");
    writeNewWitnessKey(file, "w1.example");
    const line = readFileSync(file, "utf8");
    const others = ["", line.slice(0, -1), line + line, line.replace("w1", "w2"), line.replace("PRIVATE+", ""), "\n"];
    for (const [at, text] of others.entries()) {
      writeFileSync(join(home, `bad${at}`), text);
      expect(() => readWitnessKey(join(home, `bad${at}`))).toThrow(CodedError);
    }
    mkdirSync(join(home, "folder"));
    expect(() => readWitnessKey(join(home, "folder"))).toThrow(CodedError);
  });
});

describe("a witness's settings", () => {
  const vkey = printVerifierKey(log(0).signer.verifier);
  const none = { config: null, listen: null, key: null, data: null, logs: [] };

  it("come from a file, relative to it, and from flags before it", () => {
    mkdirSync(join(home, "etc"));
    const settings = { listen: { host: "0.0.0.0", port: 8443 }, key: "w.key", data: "../data", logs: [vkey] };
    writeFileSync(join(home, "etc/witness.json"), JSON.stringify(settings));
    const read = witnessConfig({ ...none, config: "etc/witness.json", listen: "[::1]:9000" }, home);
    expect(read).toMatchObject({
      listen: { host: "::1", port: 9000 },
      keyFile: join(home, "etc/w.key"),
      data: join(home, "data"),
    });
    expect(read.logs.map((each) => each.name)).toEqual([key.name]);
  });

  it("are refused when something is missing, unknown or wrong", () => {
    const all = { config: null, listen: "127.0.0.1:1", key: "k", data: "d", logs: [vkey] };
    const wrong = [
      { ...all, listen: null },
      { ...all, key: null },
      { ...all, data: null },
      { ...all, logs: [] },
      { ...all, listen: "nowhere" },
      { ...all, listen: "x:70000" },
      { ...all, config: "none.json" },
      { ...all, logs: [printVerifierKey({ ...log(0).signer.verifier, kind: "cosignature" })] },
    ];
    for (const flags of wrong) expect(() => witnessConfig(flags, home)).toThrow(CodedError);
    writeFileSync(
      join(home, "w.json"),
      JSON.stringify({ listen: { host: "h", port: 1 }, key: "k", data: "d", logs: [vkey], more: 1 }),
    );
    expect(() => witnessConfig({ ...none, config: "w.json" }, home)).toThrow(/settings are not complete/);
  });
});
