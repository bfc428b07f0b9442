import { commands } from "../../src/faces/cli/commands.ts";
import { environmentName } from "../../src/faces/cli/settings/setting.ts";
import { settings } from "../../src/faces/cli/settings/settings.ts";
import type { Generator } from "./generator.ts";

/** docs/cli.md: commands, their own flags, settings with their variables. */
export const cliPage: Generator = {
  owns: [],
  files: () => Promise.resolve(new Map([["docs/cli.md", page()]])),
};

function page(): string {
  const lines = [
    "# Commands",
    "",
    "Generated from the code by `npm run gen`. From a clone, `rootward` is `node bin/rootward.js`.",
    "",
    'Exit codes: 0 clean, 1 findings at or above `--fail-on` (or another "no"), 2 could not run, 3 something asked for could',
    "not be seen, 130 interrupted. (Prowler's 3 means failed checks; here it means blind.)",
    "",
  ];
  for (const command of commands) {
    lines.push(`## rootward ${[command.path, ...command.args.map(([text]) => text)].join(" ")}`, "");
    lines.push(command.description ?? `${command.summary}.`, "");
    if (command.options.length > 0) {
      lines.push("| flag | |", "|---|---|");
      for (const { flags, help } of command.options) lines.push(`| \`${flags}\` | ${cell(help)} |`);
      lines.push("");
    }
    if (command.groups.length > 0) lines.push(`Settings: ${command.groups.join(", ")}, global.`, "");
    lines.push("```", ...command.examples.flatMap(([what, text]) => [`# ${what}`, text]), "```", "");
  }
  lines.push(
    "## Settings",
    "",
    "Flag > environment > `./rootward.yaml` > `$XDG_CONFIG_HOME/rootward/config.yaml` > default.",
    "",
  );
  lines.push("| flag | group | variable | key | default | |", "|---|---|---|---|---|---|");
  for (const { key, flag, group, fallback, help } of settings) {
    const shown = fallback === null || fallback === false ? "" : String(fallback);
    lines.push(`| \`${flag}\` | ${group} | \`${environmentName(key)}\` | \`${key}\` | ${shown} | ${cell(help)} |`);
  }
  return `${lines.join("\n")}\n`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
