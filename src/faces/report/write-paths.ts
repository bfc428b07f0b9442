import type { Coverage, KnownContacts } from "../../app/scan/outcome.ts";
import type { PathsAnswer } from "../../domain/takeover/answer.ts";
import { writeDot } from "./graph/dot.ts";
import { writeMermaid } from "./graph/mermaid.ts";
import { maskPaths } from "./mask.ts";
import { writePathsJson } from "./paths-json.ts";
import { writePathsTree } from "./text/paths-tree.ts";
import type { TextStyle } from "./text/text-style.ts";
import type { Write } from "./write.ts";

/** Every format of `rootward paths`. */
export const pathsFormats = ["table", "json", "mermaid", "dot"] as const;

/** See `pathsFormats`. */
export type PathsFormat = (typeof pathsFormats)[number];

/** What a view of paths needs beside them. */
export interface PathsOptions {
  readonly style: TextStyle;
  readonly coverage: Coverage;
  /** Account names by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly showContacts: boolean;
  /** Of the whole snapshot, also where the answer is of one account. */
  readonly contacts: KnownContacts;
}

/** Writes a paths answer; contacts are masked unless they were asked for. */
export function writePaths(format: PathsFormat, answer: PathsAnswer, write: Write, options: PathsOptions): void {
  const shown = options.showContacts ? answer : maskPaths(answer, options.contacts);
  switch (format) {
    case "table":
      return writePathsTree(shown, write, options.style, options);
    case "json":
      return writePathsJson(shown, write);
    case "mermaid":
      return writeMermaid(shown, write, options.names);
    case "dot":
      return writeDot(shown, write, options.names);
  }
}
