import type { CommandSpec } from "../command.ts";
import { taskCommand } from "../root-access/task-command.ts";

/** `rootward root-access unlock-bucket`: replace or delete a bucket policy that locks everybody out. */
export const rootAccessUnlockBucketCommand: CommandSpec = taskCommand("unlock-bucket", {
  summary: "replace or delete the policy of a bucket that locks everybody out",
  description:
    "With --save it writes a plan; --region names where the bucket is. With --apply it runs a saved plan: the old text is kept beside it before anything is written.",
  options: [
    { flags: "--bucket <NAME>", help: "to plan: the bucket" },
    { flags: "--policy <FILE>", help: "to plan: the new policy's text (default: the policy is deleted)" },
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
  ],
});
