// The engine over a generated account: 10,000 principals, 5,000 managed policies, fixed seed; every action in every MFA
// cell, with a witness of every class that is open. Prints its CPU over that of JSON.parse of the same file, over that
// of the naive way (one principal at a time, nothing shared), growth from 1,000 to 10,000 principals, and peak memory.
// Each measurement runs in a process of its own. Asserts nothing on time; that both ways give the same verdicts it does.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { actionIndex } from "../src/domain/iam/catalogue/action-index.ts";
import { prover } from "../src/domain/iam/prove/prover.ts";
import type { Proof } from "../src/domain/iam/prove/answer.ts";
import { type AccountDetails, madeAccount } from "./made-account.ts";
import { accountSubjects, readOnce } from "./made-account-subjects.ts";
import { proveNaively } from "./naive.ts";
import { verdictDigest } from "./made-account-digest.ts";

interface Usage {
  readonly cpuMillis: number;
  readonly peakMegabytes: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly digests: readonly string[];
}

/** Left alone, Node lets garbage pile up to several times what is in use; this shows what is needed, at a cost in CPU. */
const tightHeap = ["--max-semi-space-size=16", "--max-old-space-size=600"];

/** Every so many principals are also decided in the naive way. */
const sampled = 100;
const [, , role = "", file = ""] = process.argv;
if (role === "--make") writeFileSync(file, JSON.stringify(madeAccount(Number(process.argv[4]))));
else if (role === "--parse") parseAlone(file);
else if (role === "--prove") proveAll(file);
else if (role === "--naive") naively(file);
else if (role === "--one") proveOne(file);
else compare();

function compare(): void {
  const folder = mkdtempSync(join(tmpdir(), "rootward-bench-"));
  try {
    const [large, small] = [made(folder, 10_000), made(folder, 1_000)];
    const base = measured("--parse", large);
    const all = measured("--prove", large);
    const tight = measured("--prove", large, tightHeap);
    const few = measured("--prove", small);
    const naive = measured("--naive", large);
    const one = measured("--one", small);
    if (naive.digests.some((digest, place) => digest !== all.digests[place]))
      throw new Error("the naive way gives other verdicts");
    const { counts } = all;
    const cells = sum(counts, ["open", "closed", "may"]);
    const megabytes = statSync(large).size / 1_000_000;
    console.log(
      `account: ${megabytes.toFixed(1)} MB, ${counts["principals"]} principals, ${counts["sets"]} policy sets`,
    );
    console.log("counts:", counts);
    console.log("CPU, as ratios of this run:");
    console.log(`  all principals, every witness / JSON.parse of the file: ${ratio(all, base)}`);
    console.log(`  the naive way, ${naive.counts["principals"]} principals, scaled / ours: ${scaled(naive, all)}`);
    console.log(`  10,000 principals / 1,000: ${ratio(all, few)}`);
    console.log(
      `  one proof after start / loading the index: ${((one.counts["proof"] ?? 0) / (one.counts["index"] ?? 1)).toFixed(2)}x`,
    );
    console.log(`share of may: ${((100 * (counts["may"] ?? 0)) / cells).toFixed(2)} % of principal, action, cell`);
    const [peak, least, alone] = [all, tight, base].map((each) => each.peakMegabytes.toFixed(0));
    console.log(`peak memory: ${peak} MB, with a tight heap ${least} MB; of JSON.parse alone: ${alone} MB`);
    console.log(`  CPU with the tight heap / without: ${ratio(tight, all)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function made(folder: string, principals: number): string {
  const path = join(folder, `${principals}.json`);
  run(["--make", path, String(principals)]);
  return path;
}

function measured(kind: string, path: string, flags: readonly string[] = []): Usage {
  return JSON.parse(run([kind, path], flags)) as Usage;
}

function run(args: readonly string[], flags: readonly string[] = []): string {
  const ended = spawnSync(process.execPath, [...flags, fileURLToPath(import.meta.url), ...args], { encoding: "utf8" });
  if (ended.status !== 0) throw new Error(`${args.join(" ")} ended with ${ended.status}: ${ended.stderr}`);
  return ended.stdout;
}

function sum(counts: Usage["counts"], names: readonly string[]): number {
  return names.reduce((total, name) => total + (counts[name] ?? 0), 0);
}

function ratio(one: Usage, base: Usage): string {
  return `${(one.cpuMillis / base.cpuMillis).toFixed(1)}x`;
}

function scaled(naive: Usage, all: Usage): string {
  const share = (all.counts["principals"] ?? 0) / (naive.counts["principals"] ?? 1);
  return `${((naive.cpuMillis * share) / all.cpuMillis).toFixed(1)}x`;
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function tell(cpuMillis: number, counts: Usage["counts"], digests: readonly string[] = []): void {
  const peakMegabytes = process.resourceUsage().maxRSS / 1_024;
  console.log(JSON.stringify({ cpuMillis, peakMegabytes, counts, digests } satisfies Usage));
}

/** Often enough to stand well above noise; the figure is of one time. */
function parseAlone(path: string): void {
  const text = readFileSync(path, "utf8");
  const times = 20;
  JSON.parse(text);
  const before = cpu();
  for (let time = 0; time < times; time += 1) JSON.parse(text);
  tell((cpu() - before) / times, { times });
}

function proveAll(path: string): void {
  const read = readOnce();
  const started = cpu();
  // The text is not held while the account is decided.
  const account = JSON.parse(readFileSync(path, "utf8")) as AccountDetails;
  const engine = prover();
  const counts = { principals: 0, sets: 0, open: 0, closed: 0, may: 0, steps: 0, witnesses: 0 };
  const sets = new Set<string>();
  const digests: string[] = [];
  let aside = 0;
  for (const make of accountSubjects(account)) {
    const subject = make(read);
    const proof = engine.prove(subject);
    const { identity, boundary } = subject.layers;
    sets.add(
      JSON.stringify([identity, boundary].map((layer) => Array.isArray(layer) && layer.map(({ name }) => name))),
    );
    if (counts.principals % sampled === 0) {
      // What serves the comparison alone is not part of the work.
      const before = cpu();
      digests.push(verdictDigest(proof));
      aside += cpu() - before;
    }
    counts.principals += 1;
    counts.steps += proof.steps;
    witness(proof, counts);
  }
  counts.sets = sets.size;
  tell(cpu() - started - aside, counts, digests);
}

function witness(proof: Proof, counts: Record<"open" | "closed" | "may" | "witnesses", number>): void {
  for (const { classes } of proof.cells) {
    for (const { size, answer } of classes) {
      counts[answer.verdict] += size;
      if (answer.verdict !== "open" || size === 0) continue;
      answer.witness();
      counts.witnesses += 1;
    }
  }
}

function naively(path: string): void {
  const text = readFileSync(path, "utf8");
  actionIndex();
  const account = JSON.parse(text) as AccountDetails;
  const counts = { principals: 0, open: 0, closed: 0, may: 0, witnesses: 0 };
  const digests: string[] = [];
  let spent = 0;
  for (const prove of proveNaively(account, sampled)) {
    const before = cpu();
    const proof = prove();
    witness(proof, counts);
    counts.principals += 1;
    spent += cpu() - before;
    digests.push(verdictDigest(proof));
  }
  tell(spent, counts, digests);
}

/** The first proof of a process, and what loading the catalogue takes. */
function proveOne(path: string): void {
  const account = JSON.parse(readFileSync(path, "utf8")) as AccountDetails;
  const [make] = accountSubjects(account);
  if (make === undefined) return;
  const subject = make(readOnce());
  const before = cpu();
  actionIndex();
  const engine = prover();
  const loaded = cpu();
  witness(engine.prove(subject), { open: 0, closed: 0, may: 0, witnesses: 0 });
  tell(cpu() - before, { index: loaded - before, proof: cpu() - loaded });
}
