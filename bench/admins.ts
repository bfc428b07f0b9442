// Administrators and the closure over the generated account of bench/prove.ts, read as bare authorization details, through
// the command line's own use cases; and one document judged by every gap. Prints CPU over that of JSON.parse of the same
// file, growth from 100 to 1,000 principals, peak memory, and one document over an empty start. Each measurement runs
// in a process of its own. Judges nothing.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type AccountDetails, madeAccount } from "./made-account.ts";

interface Usage {
  readonly cpuMillis: number;
  readonly peakMegabytes: number;
  readonly counts: Readonly<Record<string, number>>;
}

const [, self = "", role = "", file = ""] = process.argv;
/** JSON.parse of one file is too short to be told from noise. */
const parses = 20;
const document = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: ["s3:*", "iam:CreateAccessKey"], Resource: "*" },
    {
      Effect: "Deny",
      NotAction: ["iam:ListMFADevices", "iam:CreateVirtualMFADevice", "iam:EnableMFADevice"],
      Resource: "*",
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
    },
  ],
};

if (role === "--make") writeFileSync(file, JSON.stringify(withIds(madeAccount(Number(process.argv[4])))));
else if (role === "--parse") parse();
else if (role === "--admins") await findAdmins();
else if (role === "--empty") tell({});
else if (role === "--document") await judgeDocument();
else compare();

function compare(): void {
  const folder = mkdtempSync(join(tmpdir(), "rootward-bench-"));
  try {
    const [large, small] = [1_000, 100].map((principals) => {
      const path = join(folder, `${principals}.json`);
      run(["--make", path, String(principals)]);
      return path;
    });
    if (large === undefined || small === undefined) return;
    const [parsed, empty] = [measured("--parse", large), measured("--empty", large)];
    const [many, few, one] = [measured("--admins", large), measured("--admins", small), measured("--document", small)];
    const parseOnce = Math.max(1, (parsed.cpuMillis - empty.cpuMillis) / parses);
    const own = ({ cpuMillis }: Usage): number => cpuMillis - empty.cpuMillis;
    console.log(`${(statSync(large).size / 1e6).toFixed(1)} MB of authorization details;`, many.counts);
    console.log("CPU, as ratios of this run:");
    console.log(
      `  administrators of 1,000 principals / JSON.parse of the file: ${(own(many) / parseOnce).toFixed(0)}x`,
    );
    console.log(`  1,000 principals / 100: ${(own(many) / own(few)).toFixed(1)}x`);
    console.log(
      `  one document, every gap, with starting / an empty start: ${(one.cpuMillis / empty.cpuMillis).toFixed(1)}x`,
    );
    console.log(`peak memory: ${many.peakMegabytes.toFixed(0)} MB`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[]): string {
  const ended = spawnSync(process.execPath, [self === "" ? fileURLToPath(import.meta.url) : self, ...args], {
    encoding: "utf8",
  });
  if (ended.status !== 0) throw new Error(`${args.join(" ")} ended with ${ended.status}: ${ended.stderr}`);
  return ended.stdout;
}

function measured(kind: string, path: string): Usage {
  return JSON.parse(run([kind, path])) as Usage;
}

function tell(counts: Usage["counts"]): void {
  const { user, system } = process.cpuUsage();
  const peakMegabytes = process.resourceUsage().maxRSS / 1_024;
  console.log(JSON.stringify({ cpuMillis: (user + system) / 1_000, peakMegabytes, counts } satisfies Usage));
}

/** The generated account with the ids that AWS gives everything. */
function withIds(made: AccountDetails): unknown {
  const id = (prefix: string, at: number): string => `${prefix}${String(at).padStart(17, "0")}`;
  return {
    ...made,
    GroupDetailList: made.GroupDetailList.map((each, at) => ({ ...each, GroupId: id("AGPA", at) })),
    RoleDetailList: made.RoleDetailList.map((each, at) => ({ ...each, RoleId: id("AROA", at) })),
    Policies: made.Policies.map((each) => ({
      ...each,
      PolicyVersionList: each.PolicyVersionList.map((version, at) => ({ ...version, VersionId: `v${at + 1}` })),
    })),
  };
}

function parse(): void {
  const text = readFileSync(file, "utf8");
  for (let round = 0; round < parses; round += 1) JSON.parse(text);
  tell({});
}

async function findAdmins(): Promise<void> {
  const { modelsOfDetails } = await import("../src/app/policy/admins/models-of-details.ts");
  const { admins } = await import("../src/app/policy/admins/admins.ts");
  const { models } = await modelsOfDetails(readFileSync(file, "utf8"), file, Date.UTC(2026, 10, 1));
  const found = admins({ models: models.map(({ model }) => model), unread: [], account: null, notModelled: [] });
  const count = (how: "direct" | "escalation"): number => found.admins.filter((each) => each.how === how).length;
  const principals = found.accounts.reduce((sum, each) => sum + each.principals, 0);
  tell({
    principals,
    direct: count("direct"),
    byEscalation: count("escalation"),
    onTheWayToRoot: found.targets.length,
  });
}

async function judgeDocument(): Promise<void> {
  const { checkSource } = await import("../src/app/policy/check/check-source.ts");
  const { prover } = await import("../src/domain/iam/prove/prover.ts");
  const options = { isBesideAdmin: false, devices: "unknown", instant: Date.UTC(2026, 10, 1) } as const;
  const { documents } = await checkSource(prover(), JSON.stringify(document), "document.json", options);
  tell({ gaps: documents.flatMap(({ gaps }) => gaps).length });
}
