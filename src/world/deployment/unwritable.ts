import { CodedError } from "../../domain/core/coded-error.ts";
import { deploymentErrors } from "./errors.ts";

/** `DEPLOYMENT_UNWRITABLE` with the system's code; a coded error stays what it is. */
export function unwritable(path: string, thrown: unknown): CodedError {
  if (thrown instanceof CodedError) return thrown;
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown";
  return new CodedError(deploymentErrors.DEPLOYMENT_UNWRITABLE, { detail: `${path} (${code})`, cause: thrown });
}
