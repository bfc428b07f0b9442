import type { CommandSpec } from "../command.ts";

/** `rootward backup create`: one vault of a stopped process in one file. */
export const backupCreateCommand: CommandSpec = {
  path: "backup create",
  summary: "write one vault, its store and its log, into one file, and read it back",
  description:
    "The process must be stopped: it holds its store alone while it runs, and then this refuses. The file holds no key: what is in it opens only with the keys that lie elsewhere. It is never written beside the other vault or one of its backups; keep the two apart.",
  args: [],
  groups: ["format"],
  hasOwnConfig: true,
  options: [
    { flags: "--config <FILE>", help: "gate.json or broker.json: the vault to back up" },
    { flags: "--out <FILE>", help: "the backup; it must not exist" },
  ],
  examples: [
    ["the seeds", "rootward backup create --config broker/broker.json --out /mnt/seeds/2026-11-22.rwbackup"],
    [
      "the passwords, elsewhere",
      "rootward backup create --config gate/gate.json --out /mnt/passwords/2026-11-22.rwbackup",
    ],
  ],
  run: async (invocation) => {
    const { runBackupCreate } = await import("../backup/run-backup-create.ts");
    return runBackupCreate(invocation);
  },
};
