import { CodedError, positionText } from "../../domain/core/coded-error.ts";
import { cliErrors } from "./errors.ts";

/** An error as a person reads it: what happened, where, what to do. A stack only with `debug`. */
export function errorText(error: unknown, debug: boolean): string {
  const coded =
    error instanceof CodedError
      ? error
      : new CodedError(cliErrors.CLI_UNEXPECTED, { detail: error instanceof Error ? error.message : String(error) });
  const place = positionText(coded.position);
  const lines = [`error: ${place === "" ? "" : `${place}: `}${coded.message} [${coded.row.code}]`, `  → ${coded.hint}`];
  if (debug && error instanceof Error && error.stack !== undefined) lines.push(error.stack);
  return `${lines.join("\n")}\n`;
}

/** The exit code of a failure. */
export function exitCodeOf(error: unknown): number {
  return error instanceof CodedError ? error.row.exit : cliErrors.CLI_UNEXPECTED.exit;
}
