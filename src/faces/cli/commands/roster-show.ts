import type { CommandSpec } from "../command.ts";
import { draftOption } from "../set-up/draft-option.ts";

/** `rootward roster show`: the draft of the first roster, or what is in force. */
export const rosterShowCommand: CommandSpec = {
  path: "roster show",
  summary:
    "show the draft: people, rules, what is missing, who has signed, and the words to compare; or what is in force",
  args: [],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    draftOption,
    { flags: "--hash", help: "print the roster's hash alone, once signing has begun" },
    { flags: "--in-force", help: "the roster in force, verified, as JSON: what the next version is edited from" },
    { flags: "--policy", help: "with --in-force: the release policy" },
  ],
  examples: [
    ["before signing", "rootward roster show --draft custody/draft"],
    ["for a script", "rootward roster show --draft custody/draft --hash"],
    ["to edit the next version", "rootward roster show --in-force"],
  ],
  run: async (invocation) => {
    if (invocation.options["inForce"] === true) {
      const { runInForce } = await import("../bg/run-proposal.ts");
      return runInForce(invocation, invocation.options["policy"] === true);
    }
    const { runRosterShow } = await import("../set-up/roster-show.ts");
    return runRosterShow(invocation);
  },
};
