import type { CommandSpec } from "../command.ts";

/** `rootward root-access unlock-bucket`: replace or delete a bucket policy that locks everybody out. */
export const rootAccessUnlockBucketCommand: CommandSpec = {
  path: "root-access unlock-bucket",
  summary: "replace or delete the policy of a bucket that locks everybody out",
  description:
    "With --save it writes a plan; --region names where the bucket is. With --apply it runs a saved plan: the old text is kept beside it before anything is written. Applying needs a request that others approved: the session is sealed to it, ends within 15 minutes and cannot be called back. Every call is printed and written down as it happens; running it again is safe. Exit 0: done; 1: refused, stale or only part of it; 2: it could not run; 3: it could not be seen.",
  args: [],
  groups: ["aws", "identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--account <ID>", help: "to plan: the member, 12 digits" },
    { flags: "--bucket <NAME>", help: "to plan: the bucket" },
    { flags: "--policy <FILE>", help: "to plan: the new policy's text (default: the policy is deleted)" },
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
    [
      "plan to delete the policy",
      "rootward root-access unlock-bucket --account 111122223333 --bucket pay-logs --region eu-central-1 --save plan.json",
    ],
    [
      "plan to put another in its place",
      "rootward root-access unlock-bucket --account 111122223333 --bucket pay-logs --region eu-central-1 --policy new.json --save plan.json",
    ],
    ["run it, once the request is approved", "rootward root-access unlock-bucket --apply plan.json"],
  ],
  run: async (invocation) => {
    const { runTask } = await import("../root-access/run-task.ts");
    return runTask(invocation, "unlock-bucket");
  },
};
