import { type Document, LineCounter, parseDocument } from "yaml";
import { CodedError, type Position } from "../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../domain/core/error-row.ts";

/** A YAML file that a person wrote: its value, and where everything in it stands. */
export interface OpenYaml {
  /** `null` or `undefined` where nothing but remarks stands in the file. */
  readonly value: unknown;
  readonly document: Document;
  /** Line and column, both from 1, of a character's offset. */
  readonly at: (offset: number) => Position;
}

/**
 * Opens a YAML file before any schema: every key once, aliases unfolded at most 100 times. Throws the row with line and
 * column of the first mistake.
 */
export function openYaml(text: string, file: string, row: ErrorRow): OpenYaml {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, uniqueKeys: true, prettyErrors: false, logLevel: "error" });
  const at = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(Math.min(offset, text.length));
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const malformed = (message: string, position: Position, cause?: unknown): CodedError =>
    new CodedError(row, { detail: message.split("\n")[0] ?? "", position, cause });
  const broken = document.errors[0];
  if (broken !== undefined) throw malformed(broken.message, at(broken.pos[0]));
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), document, at };
  } catch (cause) {
    throw malformed(cause instanceof Error ? cause.message : "its aliases cannot be resolved", at(0), cause);
  }
}
