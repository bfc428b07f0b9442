import { isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { CodedError, type Position } from "../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../domain/core/error-row.ts";

/**
 * Reads a YAML file that a person wrote by its schema; an empty file is an empty object. Throws the row with line and
 * column of the first mistake.
 */
export function readDeclared<S extends z.ZodType>(text: string, file: string, schema: S, row: ErrorRow): z.output<S> {
  const malformed = (detail: string, position: Position): CodedError =>
    new CodedError(row, { detail: detail.split("\n")[0] ?? detail, position });
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: "error",
  });
  const at = (offset: number): Position => {
    const { line, col } = counter.linePos(Math.min(offset, text.length));
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const broken = document.errors[0];
  if (broken !== undefined) throw malformed(broken.message, at(broken.pos[0]));
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (cause) {
    throw malformed(cause instanceof Error ? cause.message : "its aliases cannot be resolved", at(0));
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const path = issue?.path ?? [];
  const extra = issue !== undefined && "keys" in issue && Array.isArray(issue.keys) ? issue.keys.map(String) : [];
  throw malformed(
    `${path.map(plainKey).join(".")}${path.length > 0 ? ": " : ""}${issue?.message ?? "not valid"}`,
    at(offsetOf([...path, ...extra.slice(0, 1)])),
  );

  // The value's own node, or that of the closest parent that has one.
  function offsetOf(keys: readonly PropertyKey[]): number {
    for (let length = keys.length; length > 0; length--) {
      const node = document.getIn(
        keys.slice(0, length).map((key) => (typeof key === "symbol" ? String(key) : key)),
        true,
      );
      if (isNode(node) && node.range) return node.range[0];
    }
    return 0;
  }
}

/** A key as it may stand in a log: the position tells which address or number is meant. */
function plainKey(key: PropertyKey): string {
  const text = String(key);
  return text.includes("@") || text.startsWith("+") ? "…" : text;
}
