import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { progressLine } from "../progress-line.ts";

/** `rootward selftest`: runs the worked cases that ship with every check and gap. */
export const selftestCommand: CommandSpec = {
  path: "selftest",
  summary: "run the worked cases that every check and gap ships with, here, with this installation",
  args: [],
  groups: ["format"],
  options: [],
  examples: [["does this installation judge as it should?", "rootward selftest"]],
  run: async ({ io, settings }) => {
    const targets = formatTargets(settings, ["text", "json"], "text");
    const { checks } = await import("../../../domain/posture/registry.ts");
    const { runCases } = await import("../../../domain/posture/selftest.ts");
    const { gaps } = await import("../../../domain/policy/gap-registry.ts");
    const { prover } = await import("../../../domain/iam/prove/prover.ts");
    const { runGapCases } = await import("../../../domain/policy/judging/run-gap-cases.ts");
    const progress = progressLine(io, settings);
    const ofChecks = checks.flatMap((check) => runCases(check).map((result) => ({ check: check.id, ...result })));
    const engine = prover();
    const ofGaps = gaps.flatMap((gap, at) => {
      progress.show(`gap ${at + 1} of ${gaps.length}: ${gap.id}`);
      return runGapCases(engine, gap).map((result) => ({ check: gap.id, ...result }));
    });
    progress.end();
    const results = [...ofChecks, ...ofGaps];
    const broken = results.filter(({ holds }) => !holds);
    writeTargets(targets, io, settings.is("quiet"), (format, write) => {
      if (format === "json") {
        write(
          `${JSON.stringify({ checks: checks.length, gaps: gaps.length, cases: results.length, broken }, null, 2)}\n`,
        );
        return;
      }
      for (const { check, name, expected, got } of broken) {
        write(`BROKEN ${check}: ${name}: expected ${expected}, got ${got}\n`);
      }
      write(`${checks.length} checks, ${gaps.length} gaps, ${results.length} cases, ${broken.length} broken\n`);
    });
    return broken.length === 0 ? 0 : 1;
  },
};
