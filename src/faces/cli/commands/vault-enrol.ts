import type { CommandSpec } from "../command.ts";
import { usageError } from "../usage-error.ts";
import { vaultItemOptions } from "../vault/vault-item-options.ts";

/** `rootward vault enrol`: a new password, or a new device with the two codes that AWS wants. */
export const vaultEnrolCommand: CommandSpec = {
  path: "vault enrol",
  summary: "a new password, or a device that is being set up at AWS now, with its two codes",
  description:
    "--seed takes the secret key that AWS shows while a virtual MFA device is set up, and answers with two consecutive codes, each in its own half minute: type both at AWS and submit at once. The second one is always that of the next half minute; it is shown when its time comes, and never before. The broker gives this pair once, within ten minutes, for a seed that never opened anything. With --aws, AWS is read before the codes are shown and asked for two minutes after: a virtual device of root that was not there and was enabled since is what took them, and the seed is proven; your signed word for it stands in the ledger. Exit 3: not seen, or AWS could not be read; the seed stays in custody, and `rootward vault verify --aws` looks again. When AWS refuses the codes there is one more pair, by two operators: both run --retry, the one at AWS's page first, the other signs what that one asks. Its codes begin about a minute after the last one, as none follows a spent one at once. --password makes the account's next password.",
  args: [],
  groups: ["aws", "role", "identity", "passphrase", "gate", "format"],
  options: [
    ...vaultItemOptions,
    { flags: "--aws", help: "ask AWS whether it has taken the codes, which proves the seed" },
    { flags: "--wait <SECONDS>", help: "with --aws: so long AWS is asked, 0 to 600 (default: 120)" },
    {
      flags: "--retry",
      help: "the one more pair of codes; run by two operators of the seed vault, within two minutes",
    },
    {
      flags: "--words <WORDS>",
      help: "with --retry, as the second: the six words as the first one read them to you; others are refused",
    },
  ],
  examples: [
    ["a new device, as operator-s", "rootward vault enrol --account 123456789012 --seed-file -"],
    [
      "the same, proven by what AWS lists then",
      "rootward vault enrol --account 123456789012 --seed-file - --aws --profile audit",
    ],
    ["when AWS refused both codes, as two operators", "rootward vault enrol --account 123456789012 --retry"],
    ["the next password, as operator-p", "rootward vault enrol --account 123456789012 --password"],
  ],
  run: async (invocation) => {
    const { options } = invocation;
    if (options["retry"] === true) {
      const { runRetry } = await import("../vault/run-retry.ts");
      return runRetry(invocation);
    }
    if (options["words"] !== undefined) throw usageError("--words goes with --retry");
    const { runVaultItem } = await import("../vault/run-vault-item.ts");
    return runVaultItem(invocation, "new-device");
  },
};
