import type { CommandSpec } from "../command.ts";
import { draftOption } from "../set-up/draft-option.ts";

/** `rootward roster sign`: a founder's signature under the first roster and release policy. */
export const rosterSignCommand: CommandSpec = {
  path: "roster sign",
  summary: "sign the first roster and release policy as a founder; the last signature writes genesis.json",
  description:
    "Shows both documents with their hashes and six words, and signs them with your key. The first signature fixes them: everybody after it signs the same bytes, within seven days. Compare the words with the other founders over another channel; --roster refuses any other document.",
  args: [],
  groups: ["identity", "passphrase", "format"],
  options: [draftOption, { flags: "--roster <HASH>", help: "sign nothing but the roster with this hash" }],
  examples: [["as Ann", "rootward roster sign --identity ann --passphrase-file ann.passphrase --draft custody/draft"]],
  run: async (invocation) => {
    const { runRosterSign } = await import("../set-up/roster-sign.ts");
    return runRosterSign(invocation);
  },
};
