import type { CommandSpec } from "../command.ts";

/** `rootward broker seal`: the broker forgets its keys. */
export const brokerSealCommand: CommandSpec = {
  path: "broker seal",
  summary: "let the broker forget its keys at once; one unsealer is enough",
  description:
    "For the moment in which something looks wrong: nothing is released any more, and opened keys of sealed accounts are gone, until the unsealers bring their shares again. What is in custody stays as it is.",
  args: [],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    {
      flags: "--roster <HASH>",
      help: "hash of the first roster, or of any later one: once, for an identity that has seen none",
    },
  ],
  examples: [["as any unsealer", "rootward broker seal --identity ann --passphrase-file ann.passphrase"]],
  run: async (invocation) => {
    const { runBrokerSeal } = await import("../bg/run-broker.ts");
    return runBrokerSeal(invocation);
  },
};
