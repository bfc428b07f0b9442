import type { CommandSpec } from "../command.ts";

/** `rootward broker status`: what the broker says of itself. */
export const brokerStatusCommand: CommandSpec = {
  path: "broker status",
  summary: "what the broker says of itself under its own key: sealed or not, clock, ledger",
  description:
    "Verified like everything else: against the roster, this computer's clock and what was seen before. Exit 1 while it releases nothing.",
  args: [],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    {
      flags: "--roster <HASH>",
      help: "hash of the first roster, or of any later one: once, for an identity that has seen none",
    },
  ],
  examples: [["is it unsealed", "rootward broker status -f json"]],
  run: async (invocation) => {
    const { runBrokerStatus } = await import("../bg/run-broker.ts");
    return runBrokerStatus(invocation);
  },
};
