import type { CommandSpec } from "../command.ts";

/** `rootward root-access allow-recovery`: let a root password be recovered by mail. */
export const rootAccessAllowRecoveryCommand: CommandSpec = {
  path: "root-access allow-recovery",
  summary: "let the root password of a member be set again through its mailbox",
  description:
    "With --save it writes a plan. With --apply it runs a saved plan. It sets no password: whoever reads the root mailbox can, and signs in without MFA until a device is registered. Applying needs a request that others approved: the session is sealed to it, ends within 15 minutes and cannot be called back. Every call is printed and written down as it happens; running it again is safe. Exit 0: done; 1: refused, stale or only part of it; 2: it could not run; 3: it could not be seen.",
  args: [],
  groups: ["aws", "show", "identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--account <ID>", help: "to plan: the member, 12 digits" },
    { flags: "--save <PLAN>", help: "to plan: a new file for the plan (0600)" },
    { flags: "--force", help: "to plan: write over a file of that name" },
    { flags: "--offline", help: "to plan: ask AWS nothing; what it would refuse shows when the plan is applied" },
    { flags: "--apply <PLAN>", help: "to run: a saved plan" },
    { flags: "--request <ID>", help: "to run: your approved request (default: your newest one for this plan)" },
    { flags: "--result <FILE>", help: "to run: where every call is written down (default: beside the plan)" },
    {
      flags: "--roster <HASH>",
      help: "hash of the first roster, or of any later one: once, for an identity that has seen none",
    },
  ],
  examples: [
    ["plan it", "rootward root-access allow-recovery --account 111122223333 --save plan.json"],
    ["run it, once the request is approved", "rootward root-access allow-recovery --apply plan.json"],
  ],
  run: async (invocation) => {
    const { runTask } = await import("../root-access/run-task.ts");
    return runTask(invocation, "allow-recovery");
  },
};
