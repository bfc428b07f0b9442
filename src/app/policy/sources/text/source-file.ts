import type { Position } from "../../../../domain/core/coded-error.ts";
import { textLines } from "./text-lines.ts";

/** A file that a person gave. */
export interface SourceFile {
  readonly name: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly positionAt: (offset: number, path?: string) => Position;
}

/** Makes a file of its name and text; columns do not count a byte order mark. */
export function sourceFile(name: string, text: string): SourceFile {
  const clean = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const lines = textLines(clean);
  return {
    name,
    text: clean,
    positionAt: (offset, path) => ({
      file: name,
      ...lines.positionAt(offset),
      ...(path === undefined || path === "" ? {} : { path }),
    }),
  };
}
