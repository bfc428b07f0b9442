import { printable } from "../../report/printable.ts";
import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";

/** `rootward doctor`: what would work before a scan is started. */
export const doctorCommand: CommandSpec = {
  path: "doctor",
  summary: "credentials, clock, endpoints and roles: what a scan with these settings could read",
  description:
    "Makes a handful of read calls and says for each what it found and what to do. Never calls sts:AssumeRoot. Exit 0: a scan would see everything it asks for; 3: part of it; 2: it could not run.",
  args: [],
  groups: ["aws", "read", "role", "audit", "format"],
  options: [],
  examples: [
    ["before the first scan", "rootward doctor --profile x"],
    [
      "with the central role",
      "rootward doctor --role-arn arn:aws:iam::111122223333:role/RootwardCentral --external-id word",
    ],
  ],
  run: async (invocation) => {
    const targets = formatTargets(invocation.settings, ["text", "json"], "text");
    const { examine } = await import("../doctor/examine.ts");
    const results = await examine(invocation);
    writeTargets(targets, invocation.io, invocation.settings.is("quiet"), (format, write) => {
      if (format === "json") write(`${JSON.stringify({ results }, null, 2)}\n`);
      else
        for (const { name, state, says, next } of results) {
          write(`${state === "ok" ? "[ok]  " : state === "note" ? "[note]" : "[FAIL]"} ${name}: ${printable(says)}\n`);
          if (next !== null) write(`       → ${printable(next)}\n`);
        }
    });
    if (results.some(({ state, isFatal }) => state === "fail" && isFatal)) return 2;
    return results.some(({ state }) => state === "fail") ? 3 : 0;
  },
};
