import type { CommandSpec } from "../command.ts";

/** `rootward broker unseal`: an unsealer's share of the broker's key. */
export const brokerUnsealCommand: CommandSpec = {
  path: "broker unseal",
  summary: "bring your share of the broker's key, after it was started",
  description:
    "Opens your own share, checks it against its public commitment and seals it to the key of this very start of the broker, which the broker's signature names. As many unsealers as the key was split for do the same; each says how many are there.",
  args: [],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    {
      flags: "--roster <HASH>",
      help: "hash of the first roster, or of any later one: once, for an identity that has seen none",
    },
  ],
  examples: [
    ["as each unsealer", "rootward broker unseal --identity ann --passphrase-file ann.passphrase"],
    [
      "the first time",
      "rootward broker unseal --gate https://rootward.example.com --roster xoNvetHE2oqZfACaS0sSDCN7GZNpMjnhlNYwfZ0LjDo",
    ],
  ],
  run: async (invocation) => {
    const { runBrokerUnseal } = await import("../bg/run-broker.ts");
    return runBrokerUnseal(invocation);
  },
};
