// The engine over a generated account: 10,000 principals, 5,000 managed policies, fixed seed; every action in every MFA
// cell. Prints its CPU over that of JSON.parse of the same documents, growth from 1,000 to 10,000 principals, solver
// steps and peak memory. Each measurement runs in a process of its own. Asserts nothing.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parsePolicy } from "../src/domain/iam/language/parse-policy.ts";
import { prover } from "../src/domain/iam/prove/prover.ts";
import type { ProvePolicy } from "../src/domain/iam/prove/subject.ts";
import { type MadeAccount, madeAccount } from "./made-account.ts";

interface Usage {
  readonly cpuMillis: number;
  readonly peakMegabytes: number;
  readonly counts: Readonly<Record<string, number>>;
}

const [, self = "", role = "", size = "10000"] = process.argv;
if (role === "--parse") tell(parseAlone(madeAccount(Number(size))));
else if (role === "--prove") tell(proveAll(madeAccount(Number(size)), false));
else if (role === "--witness") tell(proveAll(madeAccount(Number(size)), true));
else if (role === "--make") tell({ bytes: JSON.stringify(madeAccount(Number(size))).length });
else compare();

function compare(): void {
  const [made, parsed, large] = [measured("--make", 10_000), measured("--parse", 10_000), measured("--prove", 10_000)];
  const [small, few, witnessed] = [
    measured("--prove", 1_000),
    measured("--make", 1_000),
    measured("--witness", 10_000),
  ];
  const own = (one: Usage, base: Usage): number => Math.max(1, one.cpuMillis - base.cpuMillis);
  console.log("counts:", large.counts, "bytes of documents:", made.counts["bytes"]);
  console.log("CPU, as ratios of this run, without making the account:");
  console.log(`  all principals / JSON.parse: ${(own(large, made) / own(parsed, made)).toFixed(1)}x`);
  console.log(`  the same with every witness / JSON.parse: ${(own(witnessed, made) / own(parsed, made)).toFixed(1)}x`);
  console.log(`  10,000 principals / 1,000: ${(own(large, made) / own(small, few)).toFixed(1)}x`);
  console.log(
    `peak memory: ${large.peakMegabytes.toFixed(0)} MB; of making the account alone: ${made.peakMegabytes.toFixed(0)} MB`,
  );
}

function measured(kind: string, principals: number): Usage {
  const file = fileURLToPath(import.meta.url);
  const ended = spawnSync(process.execPath, [file, kind, String(principals)], { encoding: "utf8" });
  if (ended.status !== 0) throw new Error(`${kind} of ${self} ended with ${ended.status}: ${ended.stderr}`);
  return JSON.parse(ended.stdout) as Usage;
}

function tell(counts: Usage["counts"]): void {
  const { user, system } = process.cpuUsage();
  const usage: Usage = {
    cpuMillis: (user + system) / 1_000,
    peakMegabytes: process.resourceUsage().maxRSS / 1_024,
    counts,
  };
  console.log(JSON.stringify(usage));
}

function parseAlone(account: MadeAccount): Usage["counts"] {
  const parsed: unknown = JSON.parse(JSON.stringify(account));
  return { parsed: parsed === null ? 0 : 1 };
}

function proveAll(account: MadeAccount, witnesses: boolean): Usage["counts"] {
  const engine = prover();
  const managed = account.managed.map((document, index): ProvePolicy => ({
    name: `managed-${index}`,
    policy: parsePolicy(document, "identity"),
  }));
  const counts = { principals: 0, open: 0, closed: 0, may: 0, steps: 0, witnesses: 0 };
  for (const { name, attached, inline } of account.principals) {
    const own = inline === null ? [] : [{ name: "inline", policy: parsePolicy(inline, "identity") }];
    const identity = [...attached.flatMap((index) => managed[index] ?? []), ...own];
    const { cells, steps } = engine.prove({
      principal: {
        arn: `arn:aws:iam::111122223333:user/${name}`,
        account: "111122223333",
        kind: "user",
        management: false,
        tags: {},
      },
      credential: "policy-text",
      devices: 1,
      instant: Date.UTC(2026, 10, 1),
      layers: { identity },
    });
    counts.principals += 1;
    counts.steps += steps;
    for (const { classes } of cells) {
      for (const { size, answer } of classes) {
        counts[answer.verdict] += size;
        if (!witnesses || answer.verdict !== "open" || size === 0) continue;
        answer.witness();
        counts.witnesses += 1;
      }
    }
  }
  return counts;
}
