// A snapshot of a generated organization on disk, for benchmarks: collected from the pretend AWS over HTTP, with member
// roles and without rate limits, and kept in the folder for temporary files until a source that shapes it changes.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const self = fileURLToPath(import.meta.url);
const sources = ["src/demo", "src/domain/snapshot", "src/app/scan/collect"];

if (process.argv[2] === "--make") await make(Number(process.argv[3]), process.argv[4] ?? "");

/** The directory of a snapshot of so many members with 40 principals each; made unless it is there. */
export function madeSnapshot(accounts: number): string {
  const base = join(tmpdir(), `rootward-bench-${process.getuid?.() ?? 0}`);
  const directory = join(base, `${accounts}-${sourceKey()}`);
  if (existsSync(directory)) return directory;
  mkdirSync(base, { recursive: true, mode: 0o700 });
  for (const old of readdirSync(base)) {
    // Another run may be making or reading one just now.
    const path = join(base, old);
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 3_600_000) {
      rmSync(path, { recursive: true, force: true });
    }
  }
  const draft = `${directory}.${process.pid}.part`;
  const ended = spawnSync(process.execPath, [self, "--make", String(accounts), draft], {
    stdio: "inherit",
    env: { PATH: process.env["PATH"], AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" },
  });
  if (ended.status !== 0) throw new Error("the snapshot could not be made");
  if (existsSync(directory)) rmSync(draft, { recursive: true, force: true });
  else renameSync(draft, directory);
  return directory;
}

function sourceKey(): string {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const hash = createHash("sha256");
  for (const folder of sources) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).sort()) {
      const path = join(root, folder, name);
      if (name.endsWith(".test.ts") || !statSync(path).isFile()) continue;
      hash.update(`${folder}/${name}\n`).update(readFileSync(path));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

async function make(accounts: number, directory: string): Promise<void> {
  const { setTimeout: sleep } = await import("node:timers/promises");
  const { generate } = await import("../src/demo/organizations/generate.ts");
  const { startPretendAws } = await import("../src/demo/start-pretend-aws.ts");
  const { collect } = await import("../src/app/scan/collect.ts");
  const { openAws } = await import("../src/world/aws/open-aws.ts");
  const { openSnapshotStore } = await import("../src/world/files/open-snapshot-store.ts");
  const server = await startPretendAws({ organization: generate({ accounts }), buckets: "off", seed: "bench" });
  const keys = server.credentialsFor("arn:aws:iam::111111111111:role/RootwardCentral", 43_200);
  process.env["AWS_ACCESS_KEY_ID"] = keys.accessKeyId;
  process.env["AWS_SECRET_ACCESS_KEY"] = keys.secretAccessKey;
  process.env["AWS_SESSION_TOKEN"] = keys.sessionToken;
  const wait = async (millis: number): Promise<void> => {
    await sleep(millis);
  };
  const aws = await openAws({ endpointUrl: server.url, timing: { now: Date.now, random: Math.random, sleep: wait } });
  const store = await openSnapshotStore(directory, { resume: false });
  const outcome = await collect({ aws, store, now: Date.now, sleep: wait })({
    mode: "org+roles",
    assumeRoot: true,
    scope: { accounts: null, units: null, excluded: [] },
    credentialReport: false,
    mail: false,
    memberRole: "RootwardReader",
    concurrency: 64,
    ageLimitSeconds: 86_400,
  });
  aws.close();
  await server.close();
  if (!outcome.manifest.complete) console.log("  (the snapshot is not complete)");
}
