import type { Position } from "../../../domain/core/coded-error.ts";
import { readJson } from "../../../domain/iam/language/read-json.ts";
import { deepestFile } from "./read-json-file.ts";
import type { EmbeddedText } from "./text/embedded-text.ts";
import type { SourceFile } from "./text/source-file.ts";
import { textLines } from "./text/text-lines.ts";

/** The way from a path in a JSON document to line and column in its file; the document is read when first asked, once. */
export function placeIn(
  file: SourceFile,
  document: () => EmbeddedText,
): (path: string, part?: "key" | "value") => Position {
  let made: ((path: string, part: "key" | "value") => Position) | null = null;
  return (path, part = "value") => {
    made ??= open(file, document());
    return made(path, part);
  };
}

function open(file: SourceFile, document: EmbeddedText): (path: string, part: "key" | "value") => Position {
  const json = readJson(document.text, file.name, deepestFile);
  const relocate = relocated(file, document);
  return (path, part) => relocate(json.place(path, part));
}

/** From a position in a document's own text to the one in its file; the path stays. */
export function relocated(file: SourceFile, document: EmbeddedText): (inner: Position | null) => Position {
  const lines = textLines(document.text);
  return (inner) => {
    const offset = lines.offsetAt(inner?.line ?? 1, inner?.column ?? 1);
    return file.positionAt(document.offsetOf(offset), inner?.path);
  };
}
