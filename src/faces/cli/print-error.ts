import { CodedError, positionText } from "../../domain/core/coded-error.ts";
import { printable } from "../report/printable.ts";
import { cliErrors } from "./errors.ts";

/** Rows whose detail is a whole sentence: their title before it would only make the line longer. */
const saysEnough: ReadonlySet<string> = new Set([cliErrors.CLI_USAGE.code, cliErrors.CLI_SETTING_INVALID.code]);

/** An error as a person reads it: what happened, where, what to do. A stack only with `debug`. */
export function errorText(error: unknown, debug: boolean): string {
  const coded =
    error instanceof CodedError
      ? error
      : new CodedError(cliErrors.CLI_UNEXPECTED, { detail: error instanceof Error ? error.message : String(error) });
  const place = positionText(coded.position);
  const says = saysEnough.has(coded.row.code) && coded.detail !== null ? coded.detail : coded.message;
  const where = place === "" ? "" : `${place}: `;
  // SECURITY: what AWS or a file says may hold line ends and escape sequences; it stays one line of plain text.
  const lines = [`error: ${oneLine(`${where}${says}`)} [${coded.row.code}]`, `  → ${oneLine(coded.hint)}`];
  if (debug && error instanceof Error && error.stack !== undefined) lines.push(error.stack);
  return `${lines.join("\n")}\n`;
}

function oneLine(text: string): string {
  return printable(text.replaceAll(/\s*\n\s*/g, " "));
}

/** A message of the command line's parser in the same two lines: what is wrong, what to do. */
export function usageText(message: string, path: string): string {
  const [first = "", ...rest] = message.trim().split("\n");
  const near = rest.map((line) => line.replace(/^\((.*)\)$/, "$1 ")).join("");
  const command = ["rootward", path, "--help"].filter((part) => part !== "").join(" ");
  return `${first} [${cliErrors.CLI_USAGE.code}]\n  → ${near}\`${command}\` shows ${path === "" ? "every command" : "flags and examples"}.\n`;
}

/** The exit code of a failure. */
export function exitCodeOf(error: unknown): number {
  return error instanceof CodedError ? error.row.exit : cliErrors.CLI_UNEXPECTED.exit;
}
