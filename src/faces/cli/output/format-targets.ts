import { CodedError } from "../../../domain/core/coded-error.ts";
import { reportFormat } from "../../report/report-formats.ts";
import { cliErrors } from "../errors.ts";
import type { Settings } from "../settings/resolved.ts";

/** One format and where it goes: a file, or standard output. */
export interface FormatTarget<F extends string> {
  readonly format: F;
  readonly file: string | null;
}

/**
 * Reads `-f FMT[=FILE]`, repeatable. Without any, `fallback` on standard output. Throws CLI_USAGE for an unknown format
 * and for two formats on standard output.
 */
export function formatTargets<F extends string>(
  settings: Settings,
  known: readonly F[],
  fallback: F,
): readonly FormatTarget<F>[] {
  const given = settings.list("format");
  const listed = settings.origin("format") === "flag" ? given : given.filter((text) => !isOfOthers(text, known));
  const asked = [...listed, ...(settings.is("json") ? ["json"] : [])];
  if (asked.length === 0) return [{ format: fallback, file: null }];
  const targets = asked.map((text): FormatTarget<F> => {
    const cut = text.indexOf("=");
    const name = cut === -1 ? text : text.slice(0, cut);
    const file = cut === -1 ? null : text.slice(cut + 1);
    const format = known.find((each) => each === plainName(name));
    if (format === undefined) {
      throw new CodedError(cliErrors.CLI_USAGE, {
        detail: `there is no format ${name}; this command has ${known.join(", ")}`,
      });
    }
    if (file === "") throw new CodedError(cliErrors.CLI_USAGE, { detail: `-f ${name}= names no file` });
    return { format, file };
  });
  if (targets.filter((target) => target.file === null).length > 1) {
    throw new CodedError(cliErrors.CLI_USAGE, {
      detail: "only one format can go to standard output; write the others as FMT=FILE",
    });
  }
  return targets;
}

/** True for a format that only other commands have: a file's or variable's `format` is meant for all of them. */
function isOfOthers(text: string, known: readonly string[]): boolean {
  const name = plainName(text.split("=")[0] ?? "");
  return !known.includes(name) && (name === "text" || reportFormat(name) !== null);
}

function plainName(name: string): string {
  return name === "markdown" ? "md" : name;
}
