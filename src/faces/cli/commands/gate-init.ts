import type { CommandSpec } from "../command.ts";

/** `rootward gate init`: the first step of a gate. */
export const gateInitCommand: CommandSpec = {
  path: "gate init",
  summary: "begin the gate: pin the first roster and make the first entry of its log",
  description: "Takes the genesis under the hash that you type.",
  args: [],
  groups: ["format"],
  hasOwnConfig: true,
  options: [
    { flags: "--config <FILE>", help: "the gate.json that custody init made" },
    {
      flags: "--genesis <FILE>",
      help: "what the last founder's signature wrote (default: ../draft/genesis.json from there)",
    },
    { flags: "--roster <HASH>", help: "hash of the first roster, as the founders saw it" },
  ],
  examples: [
    [
      "after the last founder signed",
      "rootward gate init --config custody/gate/gate.json --genesis custody/draft/genesis.json --roster 0JZlV3z6bqJUj3pLwKCh8B5zXo3g4p9J7kq2m1n0aBc",
    ],
  ],
  run: async (invocation) => {
    const { runGateInit } = await import("../set-up/process-init.ts");
    return runGateInit(invocation);
  },
};
