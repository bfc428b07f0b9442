import type { CommandSpec } from "../command.ts";

/** `rootward broker init`: the first step of a broker. */
export const brokerInitCommand: CommandSpec = {
  path: "broker init",
  summary: "begin the broker: pin the first roster, make the key around the seeds and split it",
  description:
    "Takes the genesis under the hash that you type, within two minutes of the last founder's signature. The key around the seeds is split among the unsealers, or for one person alone sealed in a file by the passphrase.",
  args: [],
  groups: ["format"],
  hasOwnConfig: true,
  options: [
    { flags: "--config <FILE>", help: "the broker.json that custody init made" },
    {
      flags: "--genesis <FILE>",
      help: "what the last founder's signature wrote (default: ../draft/genesis.json from there)",
    },
    { flags: "--roster <HASH>", help: "hash of the first roster, as the founders saw it" },
  ],
  examples: [
    [
      "after the last founder signed",
      "rootward broker init --config custody/broker/broker.json --genesis custody/draft/genesis.json --roster 0JZlV3z6bqJUj3pLwKCh8B5zXo3g4p9J7kq2m1n0aBc",
    ],
  ],
  run: async (invocation) => {
    const { runBrokerInit } = await import("../set-up/process-init.ts");
    return runBrokerInit(invocation);
  },
};
