import type { CommandSpec } from "../command.ts";
import { taskCommand } from "../root-access/task-command.ts";

/** `rootward root-access unlock-queue`: replace or remove a queue policy that locks everybody out. */
export const rootAccessUnlockQueueCommand: CommandSpec = taskCommand("unlock-queue", {
  summary: "replace or remove the policy of a queue that locks everybody out",
  description:
    "With --save it writes a plan. With --apply it runs a saved plan: the old text is kept beside it before anything is written.",
  options: [
    { flags: "--queue-url <URL>", help: "to plan: the queue's URL" },
    { flags: "--policy <FILE>", help: "to plan: the new policy's text (default: the policy is deleted)" },
  ],
  examples: [
    [
      "plan to remove the policy",
      "rootward root-access unlock-queue --account 111122223333 --queue-url https://sqs.eu-central-1.amazonaws.com/111122223333/jobs --save plan.json",
    ],
  ],
});
