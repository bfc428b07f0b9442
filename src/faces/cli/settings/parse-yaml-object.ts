import { type Document, LineCounter, parseDocument } from "yaml";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { cliErrors } from "../errors.ts";

/** A YAML file whose top level is a mapping. Throws CLI_CONFIG_MALFORMED with line and column. */
export function parseYamlObject(text: string, file: string): Record<string, unknown> {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, uniqueKeys: true, prettyErrors: false, logLevel: "error" });
  const first = document.errors[0];
  if (first !== undefined) {
    const { line, col } = lineCounter.linePos(first.pos[0]);
    const detail = first.message.split("\n")[0] ?? "";
    throw new CodedError(cliErrors.CLI_CONFIG_MALFORMED, { detail, position: { file, line, column: col } });
  }
  const value = plain(document, file);
  if (value === null || value === undefined) return {};
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new CodedError(cliErrors.CLI_CONFIG_MALFORMED, {
      detail: "the top level must be a mapping",
      position: { file, line: 1, column: 1 },
    });
  }
  return value as Record<string, unknown>;
}

function plain(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    const detail = "its aliases cannot be resolved";
    throw new CodedError(cliErrors.CLI_CONFIG_MALFORMED, { detail, position: { file, line: 1, column: 1 }, cause });
  }
}
