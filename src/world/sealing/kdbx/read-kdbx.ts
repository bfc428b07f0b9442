import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { kdbxErrors } from "./errors.ts";
import type { KdbxEntry, KdbxKey } from "./kdbx-entry.ts";
import { kdbxLimits } from "./kdbx-limits.ts";
import { type JobLimits, runKdbxJob } from "./run-kdbx-job.ts";

/** Whether a file begins like a KeePass database, of whichever version. */
export function isKdbx(file: Uint8Array): boolean {
  return [0x03, 0xd9, 0xa2, 0x9a].every((byte, at) => file[at] === byte);
}

/**
 * The entries of a KDBX 3.1 or 4 database; what its header asks for is checked before any of it is done. Throws
 * `SEALING_KDBX_*` and, when the signal fires, `SEALING_CANCELLED`.
 */
export async function readKdbx(file: Uint8Array, key: KdbxKey, limits: JobLimits = {}): Promise<readonly KdbxEntry[]> {
  if (file.length > kdbxLimits.fileBytes) {
    throw new CodedError(kdbxErrors.SEALING_KDBX_TOO_LARGE, { detail: `${file.length} bytes` });
  }
  const job = {
    kind: "read" as const,
    file: Uint8Array.from(file),
    password: copyOf(key.password),
    keyFile: copyOf(key.keyFile),
  };
  const reply = await runKdbxJob(job, limits);
  if (reply.status !== "read") throw new CodedError(kdbxErrors.SEALING_KDBX_DAMAGED);
  return reply.entries.map(({ fields, ...entry }) => ({
    ...entry,
    fields: new Map(fields.map(([name, value]) => [name, new Secret(value)])),
  }));
}

function copyOf(secret: Secret<Uint8Array> | null): Uint8Array | null {
  return secret === null ? null : Uint8Array.from(secret.reveal());
}
