import type { CommandSpec } from "../command.ts";
import { vaultItemOptions } from "../vault/vault-item-options.ts";

/** `rootward vault enrol`: a new password, or a new device with the two codes that AWS wants. */
export const vaultEnrolCommand: CommandSpec = {
  path: "vault enrol",
  summary: "a new password, or a device that is being set up at AWS now, with its two codes",
  description:
    "--seed takes the secret key that AWS shows while a virtual MFA device is set up, and answers with two consecutive codes, each in its own half minute: type both at AWS and submit at once. The broker gives this pair once, within ten minutes, for a seed that never opened anything. --password makes the account's next password.",
  args: [],
  groups: ["identity", "passphrase", "gate", "format"],
  options: vaultItemOptions,
  examples: [
    ["a new device, as operator-s", "rootward vault enrol --account 123456789012 --seed-file -"],
    ["the next password, as operator-p", "rootward vault enrol --account 123456789012 --password"],
  ],
  run: async (invocation) => {
    const { runVaultItem } = await import("../vault/run-vault-item.ts");
    return runVaultItem(invocation, "new-device");
  },
};
