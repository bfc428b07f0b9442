import type { CommandSpec } from "../command.ts";

/** `rootward selftest`: runs the worked cases that ship with every check. */
export const selftestCommand: CommandSpec = {
  path: "selftest",
  summary: "run the worked cases that every check ships with, here, with this installation",
  args: [],
  groups: ["format"],
  options: [],
  examples: [["does this installation judge as it should?", "rootward selftest"]],
  run: async ({ io, settings }) => {
    const { checks } = await import("../../../domain/posture/registry.ts");
    const { runCases } = await import("../../../domain/posture/selftest.ts");
    const results = checks.flatMap((check) => runCases(check).map((result) => ({ check: check.id, ...result })));
    const broken = results.filter(({ holds }) => !holds);
    if (settings.is("json") || settings.list("format").includes("json")) {
      io.out(`${JSON.stringify({ checks: checks.length, cases: results.length, broken }, null, 2)}\n`);
      return broken.length === 0 ? 0 : 1;
    }
    for (const { check, name, expected, got } of broken)
      io.out(`BROKEN ${check}: ${name}: expected ${expected}, got ${got}\n`);
    io.out(`${checks.length} checks, ${results.length} cases, ${broken.length} broken\n`);
    return broken.length === 0 ? 0 : 1;
  },
};
