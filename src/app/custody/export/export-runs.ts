// The runs of earlier exports, so that the two vaults never come to lie together: places and tags of keys, no secret.
import { z } from "zod";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { ExportRun } from "../../../domain/custody/exports/check-export-run.ts";
import type { JournalFile } from "../import/import-journal.ts";
import { exportRunErrors } from "./errors.ts";

const lineSchema = z.strictObject({
  v: z.literal(1),
  vault: z.enum(["P", "S"]),
  place: z.strictObject({
    host: z.string().min(1),
    device: z.string().min(1).nullable(),
    directory: z.string().startsWith("/"),
  }),
  keyTag: z.string().regex(/^[0-9a-f]{32}$/),
});

/** Reads what a journal holds, and keeps what comes. Throws `EXPORT_RUNS_DAMAGED`. */
export function openExportRuns(file: JournalFile): {
  readonly all: () => readonly ExportRun[];
  readonly keep: (run: ExportRun) => Promise<void>;
} {
  const runs: ExportRun[] = file.lines.map((line, at) => {
    const { vault, place, keyTag } = parsed(line, at);
    return { vault, place, keyTag };
  });
  return {
    all: () => runs,
    keep: async (run) => {
      await file.append(JSON.stringify({ v: 1, ...run }));
      runs.push(run);
    },
  };
}

function parsed(line: string, at: number): z.infer<typeof lineSchema> {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new CodedError(exportRunErrors.EXPORT_RUNS_DAMAGED, { detail: `line ${at + 1}`, cause });
  }
}
