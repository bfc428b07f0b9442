import type { ErrorRow } from "./error-row.ts";

/** Where in foreign input something is wrong: a file, a line and column (from 1), a JSON path. */
export interface Position {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly path?: string | undefined;
}

/** What a `CodedError` may add to its row. */
export interface ErrorDetail {
  /** Names, never secrets: the account, file, key or action it concerns. */
  readonly detail?: string | undefined;
  readonly position?: Position | undefined;
  /** A better next step than the row's. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** An unexpected failure that a face prints by its row: what happened, where, what to do next. */
export class CodedError extends Error {
  readonly row: ErrorRow;
  readonly detail: string | null;
  readonly position: Position | null;
  readonly hint: string;

  constructor(row: ErrorRow, extra: ErrorDetail = {}) {
    const { detail = "" } = extra;
    super(detail === "" ? row.title : `${row.title}: ${detail}`, { cause: extra.cause });
    this.name = "CodedError";
    this.row = row;
    this.detail = extra.detail ?? null;
    this.position = extra.position ?? null;
    this.hint = extra.hint ?? row.hint;
  }
}

/** `file:line:column` or the part of it that is known; empty when nothing is. */
export function positionText(position: Position | null): string {
  if (position === null) return "";
  const place = [position.file, position.line, position.column].filter((part) => part !== undefined).join(":");
  if (position.path === undefined || position.path === "") return place;
  return place === "" ? `at ${position.path}` : `${place} (at ${position.path})`;
}
