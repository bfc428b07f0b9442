import type { CommandSpec } from "../command.ts";
import { draftOption } from "../set-up/draft-option.ts";

/** `rootward roster show`: the draft of the first roster. */
export const rosterShowCommand: CommandSpec = {
  path: "roster show",
  summary: "show the draft: people, rules, what is missing, who has signed, and the words to compare",
  args: [],
  groups: ["format"],
  options: [draftOption, { flags: "--hash", help: "print the roster's hash alone, once signing has begun" }],
  examples: [
    ["before signing", "rootward roster show --draft custody/draft"],
    ["for a script", "rootward roster show --draft custody/draft --hash"],
  ],
  run: async (invocation) => {
    const { runRosterShow } = await import("../set-up/roster-show.ts");
    return runRosterShow(invocation);
  },
};
