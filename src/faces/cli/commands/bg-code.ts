import { rosterHashOption } from "../custody/roster-hash-option.ts";
import type { CommandSpec } from "../command.ts";

/** `rootward bg code`: the next code of an account whose request was approved. */
export const bgCodeCommand: CommandSpec = {
  path: "bg code",
  summary: "the next code of an account whose request was approved",
  description:
    "One fresh signature, one code. With too little left of the running half minute it waits and says how long. Standard output holds the code alone, or with -f json {code, validForMs, serverTime, n, of}; the countdown is on standard error. A code that AWS refused costs one: wait for the next.",
  args: [["[request]", "the request's id, or its account; without it your newest"]],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--again", help: "the last code once more, while its half minute runs; costs nothing" },
    { flags: "--print", help: "to standard output, also on a terminal" },
    rosterHashOption,
  ],
  examples: [
    ["the next code", "rootward bg code"],
    ["for a program", "rootward bg code 01JDADA7V0000000000000000A -f json"],
  ],
  run: async (invocation) => {
    const { runCode } = await import("../bg/run-code.ts");
    return runCode(invocation);
  },
};
