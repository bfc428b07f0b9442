import { stopCommand } from "../bg/stop-command.ts";

/** `rootward bg veto`: end a request that waits for its delay, or whose seal one person alone breaks. */
export const bgVetoCommand = stopCommand({
  word: "veto",
  summary: "end a request that waits for its delay, or whose seal one person alone breaks",
  description:
    "Any custodian can, and it is final. Said of a request that only waits for approvals it is kept: they make no grant any more. With --document it stops a roster, release policy, export, change of contacts or switch of central root access by its hash, while it waits; what sessions are asked under also while it is in force.",
  options: [{ flags: "--document <HASH>", help: "a document that a quorum decided on, or will, instead of a request" }],
  examples: [
    [
      "a change of contacts, by the hash in the notice",
      "rootward bg veto --document xoNvetHE2oqZfACaS0sSDCN7GZNpMjnhlNYwfZ0LjDo",
    ],
  ],
});
