import { isNode } from "yaml";
import type { z } from "zod";
import { CodedError } from "../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../domain/core/error-row.ts";
import { openYaml } from "./open-yaml.ts";

/**
 * Reads a YAML file that a person wrote by its schema; an empty file is an empty object. Throws the row with line and
 * column of the first mistake.
 */
export function readDeclared<S extends z.ZodType>(text: string, file: string, schema: S, row: ErrorRow): z.output<S> {
  const { value, document, at } = openYaml(text, file, row);
  const read = schema.safeParse(value ?? {});
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const path = issue?.path ?? [];
  const extra = issue !== undefined && "keys" in issue && Array.isArray(issue.keys) ? issue.keys.map(String) : [];
  const detail = `${path.map(plainKey).join(".")}${path.length > 0 ? ": " : ""}${issue?.message ?? "not valid"}`;
  throw new CodedError(row, {
    detail: detail.split("\n")[0] ?? detail,
    position: at(offsetOf([...path, ...extra.slice(0, 1)])),
  });

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
