import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Secret } from "../../../domain/core/secret.ts";
import { type ExportedEntry, exportKdf } from "../../../domain/custody/exports/exported-entry.ts";
import { kdbxErrors } from "./errors.ts";
import { type JobLimits, runKdbxJob } from "./run-kdbx-job.ts";

/** Writes entries to a KDBX 4 database (Argon2id, 64 MiB, 10 rounds, two lanes) under a password. Throws as `readKdbx`. */
export async function writeKdbx(
  name: string,
  entries: readonly ExportedEntry[],
  password: Secret<Uint8Array>,
  limits: JobLimits = {},
): Promise<Uint8Array> {
  const { memoryBytes, rounds, parallelism } = exportKdf;
  const job = {
    kind: "write" as const,
    name,
    password: Uint8Array.from(password.reveal()),
    kdf: { memoryBytes, rounds, parallelism },
    entries: entries.map(({ fields }) =>
      fields.map(({ name: field, value, isProtected }) => ({
        name: field,
        value: Uint8Array.from(value.reveal()),
        isProtected,
      })),
    ),
  };
  const reply = await runKdbxJob(job, limits);
  if (reply.status !== "written") throw new CodedError(kdbxErrors.SEALING_KDBX_DAMAGED);
  return reply.file;
}
