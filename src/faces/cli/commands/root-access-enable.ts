import type { CommandSpec } from "../command.ts";
import { planFlags } from "../root-access/task-command.ts";

/** `rootward root-access enable`: switch a part of central root access on or off. */
export const rootAccessEnableCommand: CommandSpec = {
  path: "root-access enable",
  summary: "switch RootCredentialsManagement or RootSessions on or off, decided on by a quorum",
  description:
    "With --save it looks, says when there is nothing to do, and writes a plan. With --apply the plan is put up for approvals first (`rootward roster sign --proposal HASH`); the same command again, within an hour of the last approval, switches it and reads it back with your own credentials. Switching on deletes and restores nothing; a session of the courier does it, limited to the one call.",
  args: [],
  groups: ["aws", "identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--feature <NAME>", help: "to plan: RootCredentialsManagement or RootSessions" },
    { flags: "--off", help: "to plan: switch it off instead of on" },
    { flags: "--management <ID>", help: "to plan: the management account, where it cannot be read" },
    { flags: "--anew", help: "to run: put it up for approvals once more" },
    ...planFlags.save,
    ...planFlags.result,
  ],
  examples: [
    ["plan it", "rootward root-access enable --feature RootSessions --save sessions-on.json"],
    ["put it up for approvals; later, switch it", "rootward root-access enable --apply sessions-on.json"],
  ],
  run: async (invocation) => {
    const { runEnable } = await import("../root-access/run-enable.ts");
    return runEnable(invocation);
  },
};
