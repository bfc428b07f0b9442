// A whole scan of a saved snapshot, 5,000 accounts with 40 principals each: its CPU over that of reading and parsing the
// snapshot alone, and its memory at 5,000 accounts over 500. Each measurement runs in a process of its own. Prints ratios
// and counts; asserts nothing.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { madeSnapshot } from "./made-snapshot.ts";

const self = fileURLToPath(import.meta.url);

/** What one process used, and what it counted. */
interface Usage {
  readonly cpuMillis: number;
  readonly peakMegabytes: number;
  readonly counts: Readonly<Record<string, number>>;
}

const [, , role = "", directory = "", output = ""] = process.argv;
if (role === "--parse") tell(parseAlone(directory));
else if (role === "--read") tell(await readAlone(directory));
else if (role === "--scan") await scan(directory, output);
else if (role === "--analyse") tell(await analyseAlone(directory));
else compare();

function compare(): void {
  const large = madeSnapshot(5_000);
  const small = madeSnapshot(500);
  const [parsed, read, whole, few] = [
    measured("--parse", large),
    measured("--read", large),
    measured("--scan", large),
    measured("--scan", small),
  ];
  const analysed = measured("--analyse", large);
  console.log(`${whole.counts["accounts"]} accounts, ${read.counts["principals"]} principals`);
  console.log(`findings: ${whole.counts["findings"]}; certain paths to a session: ${whole.counts["paths"]}`);
  console.log(`shapes: ${analysed.counts["shapes"]} distinct, ${analysed.counts["solved"]} solved`);
  console.log("CPU, as ratios of this run:");
  console.log(`  whole scan / reading, parsing and checking the snapshot: ${ratio(whole.cpuMillis, read.cpuMillis)}`);
  console.log(`  without masking and writing the JSON report / the same: ${ratio(analysed.cpuMillis, read.cpuMillis)}`);
  console.log(`  whole scan / reading the files and JSON.parse: ${ratio(whole.cpuMillis, parsed.cpuMillis)}`);
  console.log(`  whole scan, per account, at 5,000 over 500: ${ratio(whole.cpuMillis / 10, few.cpuMillis)}`);
  console.log("peak memory:");
  console.log(`  whole scan, 5,000 accounts over 500: ${ratio(whole.peakMegabytes, few.peakMegabytes)}`);
  console.log(`  whole scan over reading alone, 5,000: ${ratio(whole.peakMegabytes, read.peakMegabytes)}`);
  const each = ((whole.peakMegabytes - few.peakMegabytes) * 1024) / 4_500;
  console.log(`  for each further account: ${each.toFixed(0)} KiB`);
}

function ratio(one: number, other: number): string {
  return `${(one / other).toFixed(2)}x`;
}

function measured(kind: string, from: string): Usage {
  const base = mkdtempSync(join(tmpdir(), "rootward-bench-out-"));
  try {
    const file = join(base, "usage.json");
    const env = { PATH: process.env["PATH"], NO_COLOR: "1", BENCH_USAGE_FILE: file };
    const ended = spawnSync(process.execPath, [self, kind, from, join(base, "findings.json")], {
      stdio: ["ignore", "inherit", "inherit"],
      env,
      cwd: base,
    });
    if (ended.status !== 0) throw new Error(`${kind} ended with ${ended.status}`);
    return JSON.parse(readFileSync(file, "utf8")) as Usage;
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

function tell(counts: Usage["counts"]): void {
  const { user, system } = process.cpuUsage();
  const usage: Usage = {
    cpuMillis: (user + system) / 1_000,
    peakMegabytes: process.resourceUsage().maxRSS / 1_024,
    counts,
  };
  const file = process.env["BENCH_USAGE_FILE"];
  if (file === undefined) console.log(usage);
  else writeFileSync(file, JSON.stringify(usage));
}

/** The least that anybody has to do who wants to know what the files say. */
function parseAlone(from: string): Usage["counts"] {
  let files = 0;
  for (const folder of ["", "iam", "policies"]) {
    for (const entry of readdirSync(join(from, folder), { withFileTypes: true })) {
      if (!entry.isFile() || entry.name.startsWith(".")) continue;
      const text = readFileSync(join(from, folder, entry.name), "utf8");
      const whole = entry.name.endsWith(".jsonl") ? text.trim().split("\n") : [text];
      for (const part of whole) JSON.parse(part);
      files += 1;
    }
  }
  return { files };
}

/** The product's reader over the whole snapshot: hashes, shapes checked, every account's details once. */
async function readAlone(from: string): Promise<Usage["counts"]> {
  const { readSnapshot } = await import("../src/world/files/read-snapshot.ts");
  const snapshot = await readSnapshot(from);
  let principals = 0;
  for (const { id } of snapshot.accounts) {
    const details = await snapshot.authorizationDetails(id);
    principals += (details?.UserDetailList.length ?? 0) + (details?.RoleDetailList.length ?? 0);
  }
  return { principals };
}

async function scan(from: string, file: string): Promise<void> {
  const { runCli } = await import("../src/faces/cli/program.ts");
  const { processIo } = await import("../src/faces/cli/process-io.ts");
  await runCli(["scan", "--from", from, "-f", `json=${file}`, "--quiet", "--no-color"], processIo());
  // Peak memory and CPU are taken before the report is read again.
  tell({});
  const report = JSON.parse(readFileSync(file, "utf8")) as {
    readonly run: { readonly scope: { readonly requested: number } };
    readonly summary: { readonly paths: number };
    readonly findings: readonly unknown[];
  };
  const usageFile = process.env["BENCH_USAGE_FILE"] ?? "";
  const usage = JSON.parse(readFileSync(usageFile, "utf8")) as Usage;
  const counts = {
    accounts: report.run.scope.requested,
    findings: report.findings.length,
    paths: report.summary.paths,
  };
  writeFileSync(usageFile, JSON.stringify({ ...usage, counts }));
}

/** Reading and analysing without a report. */
async function analyseAlone(from: string): Promise<Usage["counts"]> {
  const { analyse } = await import("../src/app/scan/analyse/analyse.ts");
  const { readSnapshot } = await import("../src/world/files/read-snapshot.ts");
  const { emptyInventory } = await import("../src/domain/inventory/inventory.ts");
  const { instantOfMillis } = await import("../src/domain/core/instant.ts");
  const snapshot = await readSnapshot(from);
  const now = instantOfMillis(Date.now());
  const analysis = await analyse({
    snapshot,
    inventory: emptyInventory,
    mail: null,
    now,
    only: [],
    skip: [],
    openOnly: true,
  });
  return { shapes: analysis.search.shapes, solved: analysis.search.solved };
}
