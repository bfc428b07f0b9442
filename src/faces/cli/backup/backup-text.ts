import type { VerifiedBackup } from "../../../world/store/backup/verify-backup.ts";
import type { Invocation } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";

/** Prints what a backup is, and `more` behind it as text. */
export function printBackup({ io, settings }: Invocation, verified: VerifiedBackup, more: string): void {
  const targets = formatTargets(settings, ["text", "json"], "text");
  writeTargets(targets, io, settings.is("quiet"), (format, write) => {
    if (format === "text") write(`${textOf(verified)}${more}`);
    else write(`${JSON.stringify(jsonOf(verified), null, 2)}\n`);
  });
}

function textOf({ head, log }: VerifiedBackup): string {
  const what = head.vault === "P" ? "P (passwords)" : "S (seeds)";
  const signature =
    log.size === 0
      ? "no entry yet"
      : log.isSignatureChecked
        ? "its checkpoint is signed by the log's key"
        : "the signature of its checkpoint was not checked";
  return [
    `vault       ${what}`,
    `deployment  ${head.deployment}`,
    `made        ${new Date(head.createdMs).toISOString()}`,
    `store       ${head.store.bytes} bytes, whole`,
    `log         ${head.origin}: ${log.size} entries; ${signature}`,
    "",
  ].join("\n");
}

function jsonOf({ head, log }: VerifiedBackup): object {
  const { vault, deployment, createdMs, origin, store, journal } = head;
  const { size: entries, isSignatureChecked } = log;
  return { vault, deployment, createdMs, origin, store, journal, entries, isSignatureChecked };
}
