import type { CommandSpec } from "../command.ts";

/** `rootward vault verify`: whether an imported seed makes the codes of the old device. */
export const vaultVerifyCommand: CommandSpec = {
  path: "vault verify",
  summary: "hold an imported seed against two codes of the old device",
  description:
    "Takes two consecutive codes of the phone or program that had the seed before, asked for one after the other, or from standard input in one line. They are sealed to the broker on this computer; the broker looks two half minutes to either side, and marks the seed verified when both fit. It shows no code, and spends none. A seed that was cut, or is another account's, is found here and not in an emergency.",
  args: [],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--account <ID>", help: "12 digits, or the account's name" },
    {
      flags: "--roster <HASH>",
      help: "hash of the first roster, or of any later one: once, for an identity that has seen none",
    },
  ],
  examples: [
    ["as operator-s, with the old phone in hand", "rootward vault verify --account 123456789012"],
    ["the two codes on standard input, in one line", "rootward vault verify --account prod -f json"],
  ],
  run: async (invocation) => {
    const { runVerify } = await import("../vault/run-verify.ts");
    return runVerify(invocation);
  },
};
