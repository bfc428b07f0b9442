import type { CommandSpec } from "../command.ts";

/** `rootward backup verify`: whether a backup is whole. */
export const backupVerifyCommand: CommandSpec = {
  path: "backup verify",
  summary: "read a backup whole: every byte, the store, every log entry up to its signed checkpoint",
  description:
    "Needs no key and opens no secret. With --config it also says whether the backup is of that vault and deployment, and checks the signature of the log's checkpoint.",
  args: [["<file>", "the backup"]],
  groups: ["format"],
  hasOwnConfig: true,
  options: [{ flags: "--config <FILE>", help: "gate.json or broker.json to hold it against" }],
  examples: [
    ["a copy on a stick", "rootward backup verify /mnt/seeds/2026-11-22.rwbackup"],
    ["also its signature", "rootward backup verify /mnt/seeds/2026-11-22.rwbackup --config broker/broker.json"],
  ],
  run: async (invocation) => {
    const { runBackupVerify } = await import("../backup/run-backup-verify.ts");
    return runBackupVerify(invocation);
  },
};
