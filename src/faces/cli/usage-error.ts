import { CodedError } from "../../domain/core/coded-error.ts";
import { cliErrors } from "./errors.ts";

/** A command was called in a way it cannot take. */
export function usageError(detail: string): CodedError {
  return new CodedError(cliErrors.CLI_USAGE, { detail });
}
