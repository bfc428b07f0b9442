import type { CommandSpec } from "../command.ts";
import { vaultItemOptions } from "../vault/vault-item-options.ts";

/** `rootward vault add`: one account's password, or one seed that exists already. */
export const vaultAddCommand: CommandSpec = {
  path: "vault add",
  summary: "bring one account's password, or a seed that exists already, into custody",
  description:
    "Sealed on this computer: a password to the people who may ask for it, or split among custodians where the account's rule says so; a seed to the running broker alone. --password makes a strong password and shows it once, to be set at AWS. A seed comes from a file or standard input, never from the command line; other copies of it exist, and the account says so.",
  args: [],
  groups: ["identity", "passphrase", "gate", "format"],
  options: vaultItemOptions,
  examples: [
    [
      "a new password, as operator-p",
      "rootward vault add --account 123456789012 --name prod --email root@example.com --password",
    ],
    ["the seed of the old device, as operator-s", "rootward vault add --account 123456789012 --seed-file seed.txt"],
  ],
  run: async (invocation) => {
    const { runVaultItem } = await import("../vault/run-vault-item.ts");
    return runVaultItem(invocation, "import");
  },
};
