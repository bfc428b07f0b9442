/** Everything a command touches of the world around it; a test hands in its own. */
export interface Io {
  /** Data for standard output. */
  readonly out: (text: string) => void;
  /** Progress, warnings and hints for standard error. */
  readonly err: (text: string) => void;
  /** All of standard input. */
  readonly readInput: () => Promise<string>;
  /** One line typed by a person; null at the end of input. */
  readonly ask: (question: string) => Promise<string | null>;
  readonly terminal: { readonly in: boolean; readonly out: boolean; readonly err: boolean };
  /** Width of standard output in columns. */
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Unix time in milliseconds. */
  readonly now: () => number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /**
   * Does work that computes without a pause and keeps nothing: Ctrl-C ends the process at once instead of being heard
   * when all is done. Absent where no process can be ended.
   */
  readonly endable?: <T>(work: () => Promise<T>) => Promise<T>;
}
