import { rosterHashOption } from "../custody/roster-hash-option.ts";
import type { CommandSpec } from "../command.ts";

/** `rootward bg close`: close your grant, and state what was done. */
export const bgCloseCommand: CommandSpec = {
  path: "bg close",
  summary: "close your grant, and state what was done",
  description:
    "Nothing more is released after this, the one-time keys are deleted, and the statement goes into the record. Without it the grant closes by itself, and everybody is told that the statement is missing.",
  args: [["[request]", "the request's id, or its account; without it your newest"]],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--statement <TEXT>", help: "what was done, in a line or two" },
    { flags: "--statement-file <FILE>", help: "the same from a file; - reads standard input" },
    rosterHashOption,
  ],
  examples: [["done", 'rootward bg close --statement "removed the SCP statement that denied iam:*"']],
  run: async (invocation) => {
    const { runOwnStep } = await import("../bg/run-own-step.ts");
    return runOwnStep(invocation, "close");
  },
};
