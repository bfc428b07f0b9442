/** Makes files from the code. */
export interface Generator {
  /** Folders whose every file is generated: others in them are stale. */
  readonly owns: readonly string[];
  /** Text by path from the repository's top. */
  readonly files: (top: string) => Promise<ReadonlyMap<string, string>>;
}
