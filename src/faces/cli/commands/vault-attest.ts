import type { CommandSpec } from "../command.ts";

/** `rootward vault attest`: the other copies of an imported item are gone. */
export const vaultAttestCommand: CommandSpec = {
  path: "vault attest",
  summary: "sign that the other copies of an imported password or seed are destroyed",
  description:
    "An imported item came from a file, a screenshot or a phone, and wears `copies-elsewhere` for as long as nobody signed that these are gone. It takes the word of an operator of its vault and of another person who is a custodian, each with this command; both stand in the ledger. A new device or password ends the flag, too.",
  args: [],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--vault <P|S>", help: "P: the password; S: the seed" },
    { flags: "--account <ID>", help: "12 digits, or the account's name" },
    { flags: "--all", help: "every account whose item still has the flag" },
    { flags: "--how <WAY>", help: "deleted, shredded, device-reset or rotated" },
    {
      flags: "--roster <HASH>",
      help: "hash of the first roster, or of any later one: once, for an identity that has seen none",
    },
  ],
  examples: [
    ["the file of seeds and the phone's token", "rootward vault attest --vault S --account prod --how device-reset"],
    ["after an import", "rootward vault attest --vault P --all --how shredded"],
  ],
  run: async (invocation) => {
    const { runAttest } = await import("../vault/run-attest.ts");
    return runAttest(invocation);
  },
};
