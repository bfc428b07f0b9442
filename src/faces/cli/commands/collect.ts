import { resolve } from "node:path";
import type { CommandSpec } from "../command.ts";
import { usageError } from "../usage-error.ts";

/** `rootward collect`: read an account or organization into a snapshot, without judging it. */
export const collectCommand: CommandSpec = {
  path: "collect",
  summary: "read an account or organization into a snapshot directory, without judging it",
  description:
    "The same reading as `scan --save DIR`. The directory is for its owner alone; every fact in it has its source and time. Exit 3 when something that was asked for could not be seen.",
  args: [],
  groups: ["aws", "read", "role", "audit", "scope", "members"],
  options: [
    { flags: "-o, --out <DIR>", help: "snapshot directory" },
    { flags: "--resume", help: "go on with the interrupted run in the directory" },
  ],
  examples: [
    ["read once, analyse elsewhere", "rootward collect --profile x -o ./snapshot"],
    ["go on after an interruption", "rootward collect --profile x -o ./snapshot --resume"],
  ],
  run: async (invocation) => {
    const { io, options } = invocation;
    const out = options["out"];
    if (typeof out !== "string") throw usageError("collect needs -o DIR");
    const directory = resolve(io.cwd, out);
    const { collectSnapshot } = await import("../scan/collect-snapshot.ts");
    const { collectedSnapshot } = await import("../scan/collected-snapshot.ts");
    const { coverage } = await import("../../../domain/snapshot/coverage.ts");
    const outcome = await collectSnapshot(invocation, directory, options["resume"] === true);
    const snapshot = await collectedSnapshot(invocation, directory);
    const covered = coverage(snapshot);
    io.out(`${covered.line}\n`);
    for (const gap of covered.notEvaluated.slice(0, 20)) {
      io.out(`  ${gap.account}: ${gap.reason}, needs ${gap.needs}\n`);
    }
    if (covered.notEvaluated.length > 20) io.out(`  … and ${covered.notEvaluated.length - 20} more\n`);
    io.out(`snapshot ${out}  ${snapshot.hash}\n`);
    if (outcome.status === "interrupted") {
      io.err(`interrupted (${outcome.why}); go on with --resume\n`);
      return 3;
    }
    return covered.complete ? 0 : 3;
  },
};
