import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";

/** `rootward selftest`: runs the worked cases that ship with every check. */
export const selftestCommand: CommandSpec = {
  path: "selftest",
  summary: "run the worked cases that every check ships with, here, with this installation",
  args: [],
  groups: ["format"],
  options: [],
  examples: [["does this installation judge as it should?", "rootward selftest"]],
  run: async ({ io, settings }) => {
    const targets = formatTargets(settings, ["text", "json"], "text");
    const { checks } = await import("../../../domain/posture/registry.ts");
    const { runCases } = await import("../../../domain/posture/selftest.ts");
    const results = checks.flatMap((check) => runCases(check).map((result) => ({ check: check.id, ...result })));
    const broken = results.filter(({ holds }) => !holds);
    writeTargets(targets, io, settings.is("quiet"), (format, write) => {
      if (format === "json") {
        write(`${JSON.stringify({ checks: checks.length, cases: results.length, broken }, null, 2)}\n`);
        return;
      }
      for (const { check, name, expected, got } of broken) {
        write(`BROKEN ${check}: ${name}: expected ${expected}, got ${got}\n`);
      }
      write(`${checks.length} checks, ${results.length} cases, ${broken.length} broken\n`);
    });
    return broken.length === 0 ? 0 : 1;
  },
};
