import type { CommandSpec } from "../command.ts";

/** `rootward backup restore`: a vault's store and log back into an empty place. */
export const backupRestoreCommand: CommandSpec = {
  path: "backup restore",
  summary: "put a backup into the empty data directory that a configuration names",
  description:
    "Reads the backup whole first. Replaces nothing, and refuses the other vault's backup, another deployment's, and a place where the other vault lies. Keys are in no backup: the configuration and its key files must be there. A restored broker is quarantined until a quorum signs a resync that names its host, so that no code is given out twice.",
  args: [["<file>", "the backup"]],
  groups: ["format"],
  hasOwnConfig: true,
  options: [{ flags: "--config <FILE>", help: "gate.json or broker.json: where to" }],
  examples: [
    ["the seeds on a new host", "rootward backup restore /mnt/seeds/2026-11-22.rwbackup --config broker/broker.json"],
  ],
  run: async (invocation) => {
    const { runBackupRestore } = await import("../backup/run-backup-restore.ts");
    return runBackupRestore(invocation);
  },
};
