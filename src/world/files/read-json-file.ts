import { join } from "node:path";
import { CodedError, type Position } from "../../domain/core/coded-error.ts";
import { snapshotErrors } from "../../domain/snapshot/errors.ts";
import { breathe } from "./breathe.ts";
import { readFileSync } from "./read-file-sync.ts";
import { codeOf } from "./write-failure.ts";

const largest = 1024 * 1024 * 1024;

/** Bytes of a file of the snapshot; null when it is not there. Throws a coded error when it cannot be read. */
export async function readBytes(directory: string, file: string): Promise<Buffer | null> {
  await breathe();
  try {
    const bytes = readFileSync(join(directory, file), largest);
    if (bytes === null) throw new CodedError(snapshotErrors.SNAPSHOT_TOO_LARGE, { position: { file } });
    return bytes;
  } catch (thrown) {
    if (thrown instanceof CodedError) throw thrown;
    const code = codeOf(thrown);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new CodedError(snapshotErrors.SNAPSHOT_UNREADABLE, { detail: code, position: { file }, cause: thrown });
  }
}

/** Parses JSON bytes; throws SNAPSHOT_TRUNCATED or SNAPSHOT_FOREIGN with file, line and column. */
export function parseJson(bytes: Buffer, file: string): unknown {
  const text = bytes.toString("utf8");
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : "";
    const cut = /unexpected end of json input|unterminated string/i.test(message) || text.trim() === "";
    const row = cut ? snapshotErrors.SNAPSHOT_TRUNCATED : snapshotErrors.SNAPSHOT_FOREIGN;
    throw new CodedError(row, { detail: "no JSON", position: { file, ...placeOf(message) }, cause });
  }
}

/** The part of a schema that is used here. */
export interface Shape<T> {
  readonly safeParse: (
    value: unknown,
  ) =>
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: { readonly issues: readonly ShapeIssue[] } };
}

interface ShapeIssue {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

/** Checks parsed JSON against a schema; throws SNAPSHOT_FOREIGN with the first wrong path. */
export function checkShape<T>(schema: Shape<T>, value: unknown, file: string): T {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  throw new CodedError(snapshotErrors.SNAPSHOT_FOREIGN, {
    detail: issue?.message ?? "not the documented form",
    position: { file, path: issue?.path.join(".") ?? "" },
  });
}

/** V8 names line and column of a syntax error at the end of its message. */
function placeOf(message: string): Position {
  const match = /line (\d+) column (\d+)/.exec(message);
  return match === null ? {} : { line: Number(match[1]), column: Number(match[2]) };
}
