import { rosterHashOption } from "../custody/roster-hash-option.ts";
import type { CommandSpec } from "../command.ts";

/** `rootward bg approve`: approve a request, after it was shown from its signed bytes. */
export const bgApproveCommand: CommandSpec = {
  path: "bg approve",
  summary: "approve a request, after it was shown from its signed bytes",
  description:
    "Fetches the request, verifies the requester's signature under the pinned roster and shows what is asked, with the six words. In sealed mode it opens your own shares, seals them to the broker's key for this very request and to the requester's own, and to nobody else. Asks before it signs, on a terminal; --yes or standard input that is no terminal approve at once. Exit 1 when you say no.",
  args: [["[request]", "the request's id, or its account; without it the only open one"]],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--words <WORDS>", help: "the six words as the requester read them to you; others are refused" },
    { flags: "--group <NAME>", help: "in whose name, where you are in several groups of the rule" },
    rosterHashOption,
  ],
  examples: [
    [
      "the only open request, words compared by the program",
      'rootward bg approve --words "valley inject crazy valve keep suggest"',
    ],
  ],
  run: async (invocation) => {
    const { runApprove } = await import("../bg/run-approve.ts");
    return runApprove(invocation);
  },
};
