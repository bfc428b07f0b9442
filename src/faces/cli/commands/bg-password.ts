import { rosterHashOption } from "../custody/roster-hash-option.ts";
import type { CommandSpec } from "../command.ts";

/** `rootward bg password`: the root password of an account whose request was approved. */
export const bgPasswordCommand: CommandSpec = {
  path: "bg password",
  summary: "the root password of an account whose request was approved",
  description:
    "Asks with a fresh signature, checks the broker's receipt, and opens the password with your own keys, here. On a terminal it is shown on a screen of its own that leaves no trace in the history; --print, a pipe or -f json write it to standard output.",
  args: [["[request]", "the request's id, or its account; without it your newest"]],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [{ flags: "--print", help: "to standard output, also on a terminal" }, rosterHashOption],
  examples: [
    ["show it", "rootward bg password"],
    ["for a program", "rootward bg password -f json"],
  ],
  run: async (invocation) => {
    const { runPassword } = await import("../bg/run-password.ts");
    return runPassword(invocation);
  },
};
