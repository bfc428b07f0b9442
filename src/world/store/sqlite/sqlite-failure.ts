import { CodedError } from "../../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../../domain/core/error-row.ts";
import type { StoreRows } from "./store-rows.ts";

/** What SQLite said, by its primary result code (https://www.sqlite.org/rescode.html). */
export type SqliteTrouble = "running" | "full" | "failed" | "damaged" | "misused" | "taken";

/** Sorts an error that `node:sqlite` or the file system threw; `null` when it is neither's. */
export function troubleOf(thrown: unknown): SqliteTrouble | null {
  if (!(thrown instanceof Error) || !("code" in thrown)) return null;
  if (thrown.code === "ERR_SQLITE_ERROR") {
    return "errcode" in thrown && typeof thrown.errcode === "number" ? troubleOfCode(thrown.errcode) : "failed";
  }
  // A whole number that no double holds: nothing that we write.
  if (thrown.code === "ERR_OUT_OF_RANGE") return "damaged";
  if (thrown.code === "ENOSPC" || thrown.code === "EDQUOT") return "full";
  if (typeof thrown.code === "string" && /^E[A-Z0-9]+$/.test(thrown.code)) return "failed";
  return thrown.code === "ERR_INVALID_ARG_TYPE" || thrown.code === "ERR_INVALID_ARG_VALUE" ? "misused" : null;
}

/** The coded error of a failure; what is not the store's stays what it is. `what` names the file or the step. */
export function sqliteFailure(thrown: unknown, rows: StoreRows, what: string): unknown {
  if (thrown instanceof CodedError) return thrown;
  const trouble = troubleOf(thrown);
  if (trouble === null) return thrown;
  const said = thrown instanceof Error ? thrown.message : "";
  return new CodedError(rowOf(trouble, rows), { detail: `${what} (${said.slice(0, 120)})`, cause: thrown });
}

function rowOf(trouble: SqliteTrouble, rows: StoreRows): ErrorRow {
  switch (trouble) {
    case "running":
    case "full":
    case "failed":
    case "damaged":
    case "misused":
      return rows[trouble];
    case "taken":
      return rows.misused;
  }
}

const primaryKey = 1555;
const unique = 2067;

function troubleOfCode(code: number): SqliteTrouble {
  if (code === primaryKey || code === unique) return "taken";
  // The low byte is the primary code.
  switch (code & 0xff) {
    case 5: // BUSY
    case 6: // LOCKED
    case 15: // PROTOCOL: a race for the lock
      return "running";
    case 13: // FULL
      return "full";
    case 1: // ERROR: e.g. a table that is not there
    case 11: // CORRUPT
    case 17: // SCHEMA
    case 24: // FORMAT
    case 26: // NOTADB
      return "damaged";
    case 18: // TOOBIG
    case 19: // CONSTRAINT
    case 20: // MISMATCH
    case 21: // MISUSE
    case 25: // RANGE
      return "misused";
    default: // PERM, NOMEM, READONLY, IOERR, CANTOPEN, AUTH, NOLFS, …
      return "failed";
  }
}
