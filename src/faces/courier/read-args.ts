import { parseArgs } from "node:util";
import { CodedError } from "../../domain/core/coded-error.ts";
import { courierStartErrors } from "./errors.ts";

/** How the courier was started. */
export interface CourierArgs {
  readonly config: string;
  /** Only try the roles, and how to print what came of it; `null` to serve. */
  readonly check: "text" | "json" | null;
}

/** Reads the flags after `courier`. Throws `COURIER_USAGE`. */
export function readArgs(args: readonly string[]): CourierArgs {
  const { config, check, format } = parsed(args);
  if (config === undefined) throw usage("--config FILE is missing");
  if (format !== undefined && check !== true) throw usage("--format goes with --check");
  if (format !== undefined && format !== "text" && format !== "json") {
    throw usage(`there is no format ${format}; --check has text, json`);
  }
  return { config, check: check === true ? (format ?? "text") : null };
}

function parsed(args: readonly string[]) {
  try {
    const options = {
      config: { type: "string" },
      check: { type: "boolean" },
      format: { type: "string", short: "f" },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw usage(error instanceof Error ? (error.message.split("\n")[0] ?? "") : "");
  }
}

function usage(detail: string): CodedError {
  return new CodedError(courierStartErrors.COURIER_USAGE, { detail: detail.slice(0, 200) });
}
