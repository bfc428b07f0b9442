import { LineCounter, isCollection, isMap, isNode, isScalar, parseDocument, type Document } from "yaml";
import { CodedError, type Position } from "../../domain/core/coded-error.ts";
import { demoErrors } from "../errors.ts";

/** Finds the place in the text that belongs to a path. */
export type YamlPositions = (path: readonly (string | number)[]) => Position;

/** Reads one YAML document; throws `CodedError` DEMO_FILE_NOT_YAML with the place of the first mistake. */
export function readYaml(text: string, file?: string): { value: unknown; positions: YamlPositions } {
  const lines = new LineCounter();
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const refuse = (detail: string, position: Position, cause: unknown) =>
    new CodedError(demoErrors.DEMO_FILE_NOT_YAML, { detail, position, cause });
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "silent" });
    const [mistake] = document.errors;
    if (mistake !== undefined) throw refuse(mistake.message, place(mistake.pos[0]), mistake);
    return { value: document.toJS(), positions: (path) => positionOf(document, path, place, file) };
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    // The YAML library throws on, for instance, too many aliases.
    throw refuse(cause instanceof Error ? cause.message : String(cause), { file }, cause);
  }
}

function positionOf(
  document: Document,
  path: readonly (string | number)[],
  place: (offset: number) => Position,
  file: string | undefined,
): Position {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
      if (pair === undefined) break;
      if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else if (isCollection(node)) {
      node = node.get(part, true);
      if (isNode(node) && node.range) offset = node.range[0];
    } else break;
  }
  return { ...place(offset), file, path: path.join(".") };
}
