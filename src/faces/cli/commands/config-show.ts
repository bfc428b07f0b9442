import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { environmentName } from "../settings/setting.ts";

/** `rootward config show`: every setting, its value and where it came from. */
export const configShowCommand: CommandSpec = {
  path: "config show",
  summary: "every setting with its value; --origin adds where it came from",
  args: [],
  groups: [
    "aws",
    "read",
    "role",
    "audit",
    "scope",
    "members",
    "judge",
    "fail",
    "checks",
    "select",
    "show",
    "draw",
    "format",
  ],
  options: [{ flags: "--origin", help: "add the origin and the environment variable of each setting" }],
  examples: [
    ["what applies here", "rootward config show --origin"],
    ["as JSON", "rootward config show -f json"],
  ],
  run: ({ io, settings, options }) => {
    const targets = formatTargets(settings, ["text", "json"], "text");
    const rows = settings.entries().map(([key, { value, origin }]) => ({ key, value, origin }));
    const width = Math.max(...rows.map((row) => row.key.length));
    writeTargets(targets, io, settings.is("quiet"), (format, write) => {
      if (format === "json") {
        write(`${JSON.stringify(rows, null, 2)}\n`);
        return;
      }
      for (const { key, value, origin } of rows) {
        const shown = value === null ? "-" : Array.isArray(value) ? value.join(",") : String(value);
        const from = options["origin"] === true ? `  (${origin}; ${environmentName(key)})` : "";
        write(`${key.padEnd(width)}  ${shown}${from}\n`);
      }
    });
    return Promise.resolve(0);
  },
};
