import { type Node, parseTree, type ParseError, printParseErrorCode } from "jsonc-parser";
import { CodedError, type Position } from "../../core/coded-error.ts";
import { iamErrors } from "./errors.ts";
import { type JsonPath, pathText } from "./json-path.ts";

const usualDepth = 60;

/** A key that stands a second time in the same object. */
export interface DuplicateKey {
  readonly path: JsonPath;
  readonly position: Position;
}

/** JSON that a person wrote, with the way back from a path to a line. */
export interface JsonText {
  readonly value: unknown;
  readonly duplicates: readonly DuplicateKey[];
  /** Line and column of the value at a path (see `pathText`), or of its key; the nearest parent when it is not there. */
  readonly place: (path: string, part?: "key" | "value") => Position;
}

/**
 * Reads strict JSON (no comments, no trailing commas; a byte order mark is skipped). Throws `IAM_JSON_SYNTAX` or, below
 * `deepest` levels, `IAM_JSON_TOO_DEEP` with line and column. Keys that stand twice are listed, because `JSON.parse`
 * hides them.
 */
export function readJson(text: string, file?: string, deepest: number = usualDepth): JsonText {
  const clean = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const at = (offset: number, path?: string): Position => positionAt(clean, offset, file, path);
  refuseDepth(clean, deepest, at);
  const errors: ParseError[] = [];
  const root = parseTree(clean, errors, {
    disallowComments: true,
    allowTrailingComma: false,
    allowEmptyContent: false,
  });
  const first = errors[0];
  if (first !== undefined) {
    const detail = spaced(printParseErrorCode(first.error));
    throw new CodedError(iamErrors.IAM_JSON_SYNTAX, { detail, position: at(first.offset) });
  }
  let value: unknown;
  try {
    value = JSON.parse(clean);
  } catch (cause) {
    throw new CodedError(iamErrors.IAM_JSON_SYNTAX, { position: at(0), cause });
  }
  const duplicates: DuplicateKey[] = [];
  if (root !== undefined) findDuplicates(root, [], at, duplicates);
  return {
    value,
    duplicates,
    place: (path, part = "value") => at(root === undefined ? 0 : offsetOf(root, path, part), path),
  };
}

function refuseDepth(text: string, deepest: number, at: (offset: number) => Position): void {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index];
    if (quoted) {
      if (letter === "\\") index += 1;
      else if (letter === '"' || letter === "\n") quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === "{" || letter === "[") {
      depth += 1;
      if (depth > deepest) throw new CodedError(iamErrors.IAM_JSON_TOO_DEEP, { position: at(index) });
    } else if (letter === "}" || letter === "]") depth -= 1;
  }
}

function positionAt(text: string, offset: number, file: string | undefined, path: string | undefined): Position {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf("\n"); next !== -1 && next < offset; next = text.indexOf("\n", next + 1)) {
    line += 1;
    start = next + 1;
  }
  return {
    ...(file === undefined ? {} : { file }),
    line,
    column: offset - start + 1,
    ...(path === undefined || path === "" ? {} : { path }),
  };
}

function findDuplicates(
  node: Node,
  path: JsonPath,
  at: (offset: number, path?: string) => Position,
  found: DuplicateKey[],
): void {
  if (node.type === "array") {
    for (const [index, child] of (node.children ?? []).entries()) findDuplicates(child, [...path, index], at, found);
    return;
  }
  if (node.type !== "object") return;
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    const name = String(key?.value);
    const inner = [...path, name];
    if (seen.has(name)) found.push({ path: inner, position: at(property.offset, pathText(inner)) });
    seen.add(name);
    if (value !== undefined) findDuplicates(value, inner, at, found);
  }
}

function offsetOf(root: Node, wanted: string, part: "key" | "value"): number {
  let node = root;
  let offset = root.offset;
  let path: JsonPath = [];
  for (;;) {
    if (pathText(path) === wanted) return offset;
    const next = stepTo(node, path, wanted);
    if (next === null) return offset;
    node = next.node;
    path = next.path;
    offset = part === "key" ? next.keyOffset : next.node.offset;
  }
}

function stepTo(node: Node, path: JsonPath, wanted: string): { node: Node; path: JsonPath; keyOffset: number } | null {
  for (const [index, child] of (node.children ?? []).entries()) {
    const value = node.type === "object" ? child.children?.[1] : child;
    if (value === undefined) continue;
    const inner = [...path, node.type === "object" ? String(child.children?.[0]?.value) : index];
    const text = pathText(inner);
    const rest = wanted.slice(text.length);
    if (wanted.startsWith(text) && (rest === "" || rest.startsWith(".") || rest.startsWith("["))) {
      return { node: value, path: inner, keyOffset: child.offset };
    }
  }
  return null;
}

function spaced(code: string): string {
  return code.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
