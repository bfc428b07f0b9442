// What a release of a code costs: counts of syncs, and times as ratios of one run. The broker is whole, with real files; its
// clock is set by the benchmark. The peer is the same run where syncing costs nothing (a file system in memory).
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { utf8 } from "../src/domain/crypto/bytes.ts";
import { errorOf, TestBroker, type TestRequest } from "../src/app/broker/broker-for-test.ts";

interface Usage {
  readonly millis: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, number>>;
}

const accounts = 200;
const imports = 1000;
const inMemory = "/dev/shm";
const [, , role = ""] = process.argv;
if (role === "--release") await releaseAll();
else if (role === "--path") await onePath();
else if (role === "--import") await importAll();
else compare();

function compare(): void {
  const sync = oneSync(tmpdir());
  const path = measured("--path", tmpdir());
  const { millis, counts } = path;
  console.log(`one sync of a small write takes ${sync.toFixed(2)} ms here; times below are multiples of it`);
  for (const state of ["cold", "warm"]) {
    const times = ((millis[state] ?? 0) / sync).toFixed(1);
    console.log(
      `  last approval to code, ${state} broker: ${counts[`${state}Syncs`] ?? 0} syncs of the log, 2 of the store; ${times}x`,
    );
  }
  const disk = measured("--release", tmpdir());
  tell(
    `releases of ${accounts} accounts at once: ${disk.counts["released"] ?? 0} released, ${disk.counts["refused"] ?? 0} refused`,
  );
  tell(`  syncs of the log: ${disk.counts["syncs"] ?? 0}; batches of up to 64 share them`);
  if (existsSync(inMemory)) {
    const free = measured("--release", inMemory);
    const share = ((free.millis["release"] ?? 0) / (disk.millis["release"] ?? 1)).toFixed(2);
    tell(`  releases per second over the same without the cost of syncs: ${share}`);
  } else tell("  not compared without syncs: there is no file system in memory here");
  const seeds = measured("--import", tmpdir());
  tell(
    `import of ${imports} seeds: ${seeds.counts["taken"] ?? 0} taken, ${seeds.counts["syncs"] ?? 0} syncs of the log, peak memory ${seeds.counts["megabytes"] ?? 0} MB`,
  );
}

/** From the last approval to the opened code; the second time on the same broker. */
async function onePath(): Promise<void> {
  const it = await TestBroker.ready();
  const millis: Record<string, number> = {};
  const counts: Record<string, number> = {};
  for (const state of ["cold", "warm"]) {
    it.clock.ms = Math.ceil(it.clock.ms / 30_000) * 30_000 + 61_000;
    const request = await it.prepared();
    const before = it.log.syncs;
    const start = performance.now();
    const granted = await it.grant(request);
    if (granted.status === "refused") throw new Error(granted.error);
    await it.code(request);
    millis[state] = performance.now() - start;
    counts[`${state}Syncs`] = it.log.syncs - before;
    await it.act("jane", request, "close");
  }
  it.remove();
  said({ millis, counts });
}

/** One grant for each account, then all ask in the same moment. */
async function releaseAll(): Promise<void> {
  const it = await TestBroker.make();
  await it.unseal();
  const names = Array.from({ length: accounts }, (_, at) => `aws:${String(at + 1).padStart(12, "0")}`);
  await Promise.all(names.map((account, at) => it.enrol(account, utf8(`seed number ${at} of the benchmark`))));
  const requests: TestRequest[] = [];
  for (const account of names) requests.push(await it.granted("jane", { account }));
  it.clock.ms = Math.ceil(it.clock.ms / 30_000) * 30_000 + 31_000;
  const before = it.log.syncs;
  const start = performance.now();
  const replies = await Promise.all(requests.map((request) => it.release(request)));
  const millis = { release: performance.now() - start };
  const released = replies.filter(({ status }) => status === "done").length;
  const steps = new Set(it.store.steps.all().rows.map(({ account, step }) => `${account} ${step}`));
  if (steps.size !== released) throw new Error(`${released} codes of ${steps.size} steps`);
  const counts = { released, refused: accounts - released, syncs: it.log.syncs - before };
  it.remove();
  said({ millis, counts });
}

async function importAll(): Promise<void> {
  const it = await TestBroker.make();
  await it.unseal();
  const before = it.log.syncs;
  const start = performance.now();
  let taken = 0;
  for (let from = 0; from < imports; from += 50) {
    const batch = Array.from({ length: 50 }, (_, at) => from + at + 1);
    const replies = await Promise.all(
      batch.map((number) =>
        it.enrol(`aws:${String(number).padStart(12, "0")}`, utf8(`seed number ${number} of the run`)),
      ),
    );
    taken += replies.filter((reply) => errorOf(reply) === "done").length;
  }
  const millis = { import: performance.now() - start };
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const counts = { taken, syncs: it.log.syncs - before, megabytes };
  it.remove();
  said({ millis, counts });
}

function oneSync(folder: string): number {
  const directory = mkdtempSync(join(folder, "rootward-sync-"));
  const file = openSync(join(directory, "file"), "w");
  const start = performance.now();
  for (let turn = 0; turn < 100; turn++) {
    writeSync(file, "x".repeat(200));
    fsyncSync(file);
  }
  const taken = (performance.now() - start) / 100;
  closeSync(file);
  rmSync(directory, { recursive: true });
  return taken;
}

function measured(of: string, folder: string): Usage {
  const ended = spawnSync(process.execPath, [fileURLToPath(import.meta.url), of], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (ended.status !== 0) throw new Error(`${of} ended with ${ended.status ?? "a signal"}`);
  return JSON.parse(ended.stdout.toString()) as Usage;
}

function said(usage: Usage): void {
  console.log(JSON.stringify(usage));
}

function tell(line: string): void {
  console.log(line);
}
