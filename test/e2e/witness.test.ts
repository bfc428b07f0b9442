// A whole host put back to an older disk, as a snapshot or a backup does it: by itself it notices nothing. A witness does.
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RehearsalWorld } from "../custody/client/rehearsal-world.ts";

const bin = fileURLToPath(new URL("../../bin/rootward.js", import.meta.url));
const seed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
let world: RehearsalWorld;
let witness: ChildProcess | null = null;
let port = 0;

const at = (...names: readonly string[]): string => join(world.cwd, ...names);
const logKeys = (): string[] =>
  readFileSync(at("c", "draft", "trust.txt"), "utf8")
    .split("\n")
    .flatMap((line) => (line.startsWith("log ") ? [line.slice(4)] : []));

async function startWitness(): Promise<void> {
  const logs = logKeys().flatMap((key) => ["--log", key]);
  const child = spawn(
    process.execPath,
    [bin, "witness", "--listen", `127.0.0.1:${port}`, "--key", "w1.key", "--data", "w1", ...logs],
    { cwd: world.cwd, stdio: ["ignore", "ignore", "pipe"] },
  );
  witness = child;
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const ready = /witness ready: http:\/\/127\.0\.0\.1:(\d+)/.exec(said);
      if (ready === null) return;
      port = Number(ready[1]);
      resolve();
    });
    child.once("exit", (code) => reject(new Error(`witness ended with ${code}: ${said}`)));
  });
}

async function stopWitness(): Promise<void> {
  const child = witness;
  witness = null;
  if (child === null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

async function unsealed(): Promise<void> {
  for (const name of ["ann", "bob"] as const) await world.json(name, ["broker", "unseal", "--gate", world.gateUrl]);
}

const addSeed = (account: string, of: string) =>
  world.json("bob", ["vault", "add", "--account", account, "--name", `a${account}`, "--seed"], `${of}\n`);

/** The disk as it is now; and back to it, in place: the store's own file keeps its inode, as in a restored snapshot. */
function snapshot(): void {
  cpSync(at("c", "broker"), at("older"), { recursive: true });
}
function putBack(): void {
  rmSync(at("c", "broker", "data", "ledger"), { recursive: true });
  cpSync(at("older", "data", "ledger"), at("c", "broker", "data", "ledger"), { recursive: true });
  copyFileSync(at("older", "data", "broker.db"), at("c", "broker", "data", "broker.db"));
}

async function brokerStatus(): Promise<{ state: string; why: readonly string[]; brokerCheckpoint: { size: number } }> {
  const ran = await world.as("cleo", ["broker", "status", "--gate", world.gateUrl, "-f", "json"]);
  return (JSON.parse(ran.out) as { broker: Awaited<ReturnType<typeof brokerStatus>> }).broker;
}

beforeAll(async () => {
  world = await RehearsalWorld.make();
  const { out } = await world.must(["witness", "--new-key", "w1.example", "--key", "w1.key"]);
  await startWitness();
  for (const side of ["broker", "gate"] as const) {
    await world.stop(side);
    const file = at("c", side, `${side}.json`);
    const config = JSON.parse(readFileSync(file, "utf8")) as object;
    const witnesses = [{ url: `http://127.0.0.1:${port}/`, vkey: out.trim() }];
    writeFileSync(file, JSON.stringify({ ...config, witnesses }));
  }
  await world.start("broker");
  await world.start("gate");
  await unsealed();
});
afterAll(async () => {
  await stopWitness();
  await world.end();
});

describe("a broker whose whole disk is put back", () => {
  it("goes on without its witness, says so in its log, and once", async () => {
    await addSeed("111122223333", seed);
    await stopWitness();
    await addSeed("111122224444", seed.replace("A", "B"));
    await addSeed("111122225555", seed.replace("A", "C"));
    await world.must(["ledger", "export", "c/broker/data/ledger", "-o", "first.tar"]);
    const missing = readFileSync(at("first.tar"), "latin1").split('"type":"witness.missing"').length - 1;
    expect(missing).toBe(1);
    await startWitness();
    await addSeed("111122226666", seed.replace("A", "D"));
  });

  it("is found by the witness at its start, and gives nothing any more", async () => {
    await world.stop("broker");
    snapshot();
    await world.start("broker");
    await unsealed();
    await addSeed("111122227777", seed.replace("A", "E"));
    const { size } = (await brokerStatus()).brokerCheckpoint;
    await world.stop("broker");

    putBack();
    await world.start("broker");
    // The gate's copy is longer, so every client would see it, too; the broker itself knows it from the witness.
    const text = await world.as("ann", ["bg", "status", "--broker", world.door, "-f", "json"]);
    const { broker } = JSON.parse(text.out) as { broker: Awaited<ReturnType<typeof brokerStatus>> };
    expect(broker.state).toBe("quarantined");
    expect(broker.why).toEqual(["LEDGER_BEHIND"]);
    expect(broker.brokerCheckpoint.size).toBeLessThan(size);
    expect((await world.as("ann", ["broker", "unseal"])).code).not.toBe(0);
  });

  it("would not have been found without one", async () => {
    await world.stop("broker");
    const file = at("c", "broker", "broker.json");
    const { witnesses: _, ...bare } = JSON.parse(readFileSync(file, "utf8")) as { witnesses: unknown };
    writeFileSync(file, JSON.stringify(bare));
    putBack();
    await world.start("broker");
    const text = await world.as("ann", ["bg", "status", "--broker", world.door, "-f", "json"]);
    expect((JSON.parse(text.out) as { broker: { state: string } }).broker.state).toBe("sealed");
  });
});
