import type { CommandSpec } from "../command.ts";
import { taskCommand } from "../root-access/task-command.ts";

/** `rootward root-access allow-recovery`: let a root password be recovered by mail. */
export const rootAccessAllowRecoveryCommand: CommandSpec = taskCommand("allow-recovery", {
  summary: "let the root password of a member be set again through its mailbox",
  description:
    "With --save it writes a plan. With --apply it runs a saved plan. It sets no password: whoever reads the root mailbox can, and signs in without MFA until a device is registered.",
  groups: ["show"],
  examples: [["plan it", "rootward root-access allow-recovery --account 111122223333 --save plan.json"]],
});
