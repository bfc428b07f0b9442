import type { CommandSpec } from "../command.ts";

/** `rootward bg veto`: end a request that waits for its delay, or whose seal one person alone breaks. */
export const bgVetoCommand: CommandSpec = {
  path: "bg veto",
  summary: "end a request that waits for its delay, or whose seal one person alone breaks",
  description:
    "Any custodian can, and it is final. A roster, release policy or other document that waits for its delay is vetoed by its hash, with --document. Goes to the gate; with --broker, or by itself when the gate does not answer or shows an older ledger or roster, to the broker's own door. There name the request by its id.",
  args: [["[request]", "the request's id, or its account; without it the only open one"]],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--document <HASH>", help: "a roster, release policy or other document that waits, instead of a request" },
    {
      flags: "--broker <HOST:PORT>",
      help: "the broker's own door, past the gate; used by itself when the gate does not answer",
    },
    {
      flags: "--roster <HASH>",
      help: "hash of the first roster, or of any later one: once, for an identity that has seen none",
    },
  ],
  examples: [
    ["through the gate", "rootward bg veto 01JDADA7V0000000000000000A"],
    ["past the gate", "rootward bg veto 01JDADA7V0000000000000000A --broker broker.example:7443"],
  ],
  run: async (invocation) => {
    const { runStop } = await import("../bg/run-stop.ts");
    return runStop(invocation, "veto");
  },
};
