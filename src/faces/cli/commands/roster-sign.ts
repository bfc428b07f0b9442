import type { CommandSpec } from "../command.ts";
import { draftOption } from "../set-up/draft-option.ts";

/** `rootward roster sign`: a founder's signature under the first roster and release policy. */
export const rosterSignCommand: CommandSpec = {
  path: "roster sign",
  summary: "sign the first roster and release policy as a founder, or with others a later version",
  description:
    "Shows both documents with their hashes and six words, and signs them with your key. The first signature fixes them: everybody after it signs the same bytes, within seven days. Compare the words with the other founders over another channel; --roster refuses any other document. The last signature writes genesis.json. Later versions: --proposal with an edited file puts it up for the quorum, with a hash it signs what another put up, after showing every change; it waits a day, in which any custodian can veto it. A change of contacts is shown account by account with who is told, and counts by the release policy's approvals; a switch of central root access with what it means.",
  args: [],
  groups: ["identity", "passphrase", "gate", "show", "format"],
  options: [
    draftOption,
    { flags: "--roster <HASH>", help: "sign nothing but the roster with this hash" },
    {
      flags: "--proposal <FILE|HASH>",
      help: "a later roster or release policy, or any document that waits for a quorum",
    },
    { flags: "--show", help: "with --proposal and a hash, or - for the only one: show it whole and sign nothing" },
    {
      flags: "--words <WORDS>",
      help: "with --proposal: its six words as another read them to you; others are refused",
    },
  ],
  examples: [
    ["as Ann", "rootward roster sign --identity ann --passphrase-file ann.passphrase --draft custody/draft"],
    ["the next roster", "rootward roster sign --proposal roster-2.json"],
    [
      "look at a change of contacts, without signing",
      "rootward roster sign --proposal xoNvetHE2oqZfACaS0sSDCN7GZNpMjnhlNYwfZ0LjDo --show -f json",
    ],
  ],
  run: async (invocation) => {
    const { proposal } = invocation.options;
    if (typeof proposal === "string") {
      const { runProposal } = await import("../bg/run-proposal.ts");
      return runProposal(invocation, proposal);
    }
    const { runRosterSign } = await import("../set-up/roster-sign.ts");
    return runRosterSign(invocation);
  },
};
