// Collecting from the pretend AWS: time over the floor that its buckets allow, calls per account, memory at two sizes.
// The server and each collection run in processes of their own. Prints ratios and counts; asserts nothing.
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ScanMode } from "../src/domain/snapshot/manifest.ts";
import type { BucketLimits } from "../src/demo/limits/default-buckets.ts";
import type { CountersReading } from "../src/demo/limits/counters.ts";

const self = fileURLToPath(import.meta.url);
/** Rates of the server and the clock of the collector run so many times faster; the ratio of the two stays. */
const scale = 4;

interface ServerReady {
  readonly url: string;
  readonly keys: Readonly<Record<"accessKeyId" | "secretAccessKey" | "sessionToken", string>>;
}

interface ClientResult {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  readonly requests: number;
  readonly throttled: number;
  readonly readSeconds: number;
}

interface Case {
  readonly accounts: number;
  readonly mode: ScanMode;
  readonly limited: boolean;
}

const role = process.argv[2];
if (role === "--server") await serve();
else if (role === "--client") await gather();
else await compare();

async function compare(): Promise<void> {
  const small = await measure({ accounts: 500, mode: "org+roles", limited: true });
  const over = (small.result.seconds / small.counters.floorSeconds).toFixed(2);
  console.log(`500 accounts, default buckets (time runs ${scale} times as fast): ${over} x the server's floor`);
  console.log(`  throttled requests: ${percent(small.counters.throttles, small.counters.calls)} of all`);
  const widest = small.counters.buckets.toSorted((a, b) => b.floorSeconds - a.floorSeconds)[0];
  console.log(`  the narrowest bucket: ${widest?.group ?? "none"}`);
  console.log(`  CPU of the collector: ${percent(small.result.cpuSeconds, small.result.seconds)} of the time`);
  const central = await measure({ accounts: 500, mode: "org", limited: false });
  const plain = await measure({ accounts: 500, mode: "org+roles", limited: false });
  const audit = await measure({ accounts: 500, mode: "org+audit", limited: false });
  const per = (calls: number) => (calls / 500).toFixed(1);
  console.log(`calls per account: ${per(central.counters.calls)} for management's facts`);
  console.log(`  ${per(plain.counters.calls - central.counters.calls)} more with a member role`);
  console.log(`  ${per(audit.counters.calls - central.counters.calls)} more for the audit`);
  const large = await measure({ accounts: 5000, mode: "org+roles", limited: false });
  const growth = (large.result.peakMegabytes / plain.result.peakMegabytes).toFixed(2);
  console.log(`peak memory of 5,000 accounts over that of 500: ${growth}`);
  console.log(
    `CPU per account, 5,000 over 500: ${(large.result.cpuSeconds / plain.result.cpuSeconds / 10).toFixed(2)}`,
  );
  const share = percent(large.result.readSeconds, large.result.seconds);
  console.log(`reading and checking the snapshot of 5,000 takes ${share} of the time of collecting it`);
}

async function measure(what: Case): Promise<{ readonly result: ClientResult; readonly counters: CountersReading }> {
  const server = fork(self, ["--server", JSON.stringify(what)]);
  const ready = await message<ServerReady>(server);
  const client = fork(self, ["--client", JSON.stringify({ ...what, url: ready.url })], {
    env: {
      PATH: process.env["PATH"],
      AWS_ACCESS_KEY_ID: ready.keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ready.keys.secretAccessKey,
      AWS_SESSION_TOKEN: ready.keys.sessionToken,
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    },
  });
  const result = await message<ClientResult>(client);
  const counters = message<CountersReading>(server);
  server.send("counters");
  const counted = await counters;
  server.kill();
  client.kill();
  return { result, counters: counted };
}

function message<T>(from: ReturnType<typeof fork>): Promise<T> {
  return new Promise((resolve, reject) => {
    from.once("message", (received) => resolve(received as T));
    from.once("exit", (code) => reject(new Error(`a process ended with ${code}`)));
  });
}

async function serve(): Promise<void> {
  const { accounts, limited } = JSON.parse(process.argv[3] ?? "{}") as Case;
  const { startPretendAws } = await import("../src/demo/start-pretend-aws.ts");
  const { defaultBuckets } = await import("../src/demo/limits/default-buckets.ts");
  const { organizationFileOf } = await import("../src/demo/organization-file.ts");
  const organization = organizationFileOf({
    organization: {
      id: "o-benchmark0",
      trusted: ["iam.amazonaws.com", "account.amazonaws.com"],
      rootFeatures: ["RootCredentialsManagement"],
    },
    ous: {
      "r-be00": { children: { "ou-be00-prod0000": { name: "Production" }, "ou-be00-test0000": { name: "Test" } } },
    },
    accounts: {
      "111111111111": {
        role: "management",
        email: "root@corp.example",
        root: { password: {} },
        principals: [{ arn: "user/admin", policies: ["AdministratorAccess"] }],
      },
    },
    generate: { accounts: accounts - 1, seed: 7, readerRole: "RootwardReader", mix: { noPassword: 0.33, noMfa: 0.14 } },
  });
  const faster = Object.entries(defaultBuckets).map(([group, limit]) => [
    group,
    { rate: limit.rate * scale, burst: limit.burst },
  ]);
  const buckets = limited ? (Object.fromEntries(faster) as BucketLimits) : "off";
  const server = await startPretendAws({ organization, buckets, seed: "bench" });
  process.on("message", () => process.send?.(server.counters()));
  process.send?.({ url: server.url, keys: server.credentialsFor("arn:aws:iam::111111111111:user/admin", 43_200) });
}

async function gather(): Promise<void> {
  const { url, mode, limited } = JSON.parse(process.argv[3] ?? "{}") as Case & { readonly url: string };
  const { setTimeout: wait } = await import("node:timers/promises");
  const { collect } = await import("../src/app/scan/collect.ts");
  const { openAws } = await import("../src/world/aws/open-aws.ts");
  const { openSnapshotStore } = await import("../src/world/files/open-snapshot-store.ts");
  const { readSnapshot } = await import("../src/world/files/read-snapshot.ts");
  const speed = limited ? scale : 1;
  const start = Date.now();
  const sleep = async (millis: number) => {
    await wait(millis / speed);
  };
  const timing = { now: () => start + (Date.now() - start) * speed, random: Math.random, sleep };
  const base = mkdtempSync(join(tmpdir(), "rootward-bench-"));
  const directory = join(base, "snapshot");
  const aws = await openAws({ endpointUrl: url, timing });
  const store = await openSnapshotStore(directory, { resume: false });
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const outcome = await collect({ aws, store, now: timing.now, sleep })({
    mode: mode === "org+audit" ? "org" : mode,
    assumeRoot: mode === "org+audit",
    scope: { accounts: null, units: null, excluded: [] },
    credentialReport: false,
    mail: false,
    memberRole: "RootwardReader",
    concurrency: 64,
    ageLimitSeconds: 86_400,
  });
  const seconds = (performance.now() - begun) / 1000;
  const used = process.cpuUsage(cpu);
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  if (!outcome.manifest.complete) console.log("  (the collection is not complete)");
  const readFrom = performance.now();
  await readSnapshot(directory);
  const readSeconds = (performance.now() - readFrom) / 1000;
  rmSync(base, { recursive: true, force: true });
  aws.close();
  const { requests, throttled } = aws.session.runtime.tally;
  const cpuSeconds = (used.user + used.system) / 1_000_000;
  process.send?.({ seconds, cpuSeconds, peakMegabytes, requests, throttled, readSeconds } satisfies ClientResult);
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}
