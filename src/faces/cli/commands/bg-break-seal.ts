import { rosterHashOption } from "../custody/roster-hash-option.ts";
import type { CommandSpec } from "../command.ts";

/** `rootward bg break-seal`: go the long way alone: a wait in which everybody is told and anybody can stop it. */
export const bgBreakSealCommand: CommandSpec = {
  path: "bg break-seal",
  summary: "go the long way alone: a wait in which everybody is told and anybody can stop it",
  description:
    "Only where the account's rule allows it. All custodians are told; the wait begins when one of them says `rootward bg seen`, or when the broker's own route took the notice, and any custodian can veto. The use is flagged for review in any case.",
  args: [["[request]", "the request's id, or its account; without it your newest"]],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [rosterHashOption],
  examples: [["nobody else can be woken", "rootward bg break-seal"]],
  run: async (invocation) => {
    const { runOwnStep } = await import("../bg/run-own-step.ts");
    return runOwnStep(invocation, "break-seal");
  },
};
