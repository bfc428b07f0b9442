import { printable } from "../../report/printable.ts";
import type { Invocation } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";

/** What a step of the set-up did. */
export interface StepOutcome {
  readonly deployment: string;
  readonly schema: string;
  /** For programs. */
  readonly facts: object;
  /** For people. */
  readonly lines: readonly string[];
}

/** Writes what a step did: lines for people, or the same facts as JSON. A rehearsal says so over everything. */
export function writeOutcome({ io, settings }: Invocation, { deployment, schema, facts, lines }: StepOutcome): void {
  const isRehearsal = deployment.startsWith("rehearsal-");
  const targets = formatTargets(settings, ["text", "json"], "text");
  writeTargets(targets, io, settings.is("quiet"), (format, write) => {
    if (format === "json") write(`${JSON.stringify({ schema, deployment, isRehearsal, ...facts }, null, 2)}\n`);
    else
      for (const line of [...(isRehearsal ? [`REHEARSAL ${deployment}`, ""] : []), ...lines]) {
        write(`${printable(line)}\n`);
      }
  });
}

/** Throws `CLI_USAGE` for formats that the command has not, before anything is done. */
export function checkFormats({ settings }: Invocation): void {
  formatTargets(settings, ["text", "json"], "text");
}

/** The text of an own option; `null` when it was not given. */
export function optionText({ options }: Pick<Invocation, "options">, name: string): string | null {
  const value = options[name];
  return typeof value === "string" ? value : null;
}
