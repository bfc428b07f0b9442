import { rosterHashOption } from "../custody/roster-hash-option.ts";
import type { CommandSpec } from "../command.ts";

/** `rootward bg withdraw`: take your own request back. */
export const bgWithdrawCommand: CommandSpec = {
  path: "bg withdraw",
  summary: "take your own request back",
  description: "Ends the request and deletes its one-time keys.",
  args: [["[request]", "the request's id, or its account; without it your newest"]],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [rosterHashOption],
  examples: [["the newest of your requests", "rootward bg withdraw"]],
  run: async (invocation) => {
    const { runOwnStep } = await import("../bg/run-own-step.ts");
    return runOwnStep(invocation, "withdraw");
  },
};
