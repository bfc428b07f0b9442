import type { Io } from "./io.ts";
import type { SettingGroup } from "./settings/setting.ts";
import type { Settings } from "./settings/resolved.ts";

/** A flag that belongs to one command alone. */
export interface CommandOption {
  /** Commander's flag text, e.g. `--from <DIR>` or `--resume`. */
  readonly flags: string;
  readonly help: string;
}

/** What a command's code gets. */
export interface Invocation {
  readonly io: Io;
  readonly settings: Settings;
  /** Values of the command's own options by camelCase name; of a repeatable one (`<X...>`) with a newline between two. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly args: readonly string[];
}

/** One command of the tree. Its `run` imports what it needs when it is called, so that `--help` loads no engine. */
export interface CommandSpec {
  /** Words from the root, e.g. `policy simulate`. */
  readonly path: string;
  readonly summary: string;
  /** More than the summary, shown by `--help`. */
  readonly description?: string;
  /** Commander's argument text, e.g. `[run]` or `<id>`, with its help. */
  readonly args: readonly (readonly [string, string])[];
  readonly groups: readonly SettingGroup[];
  /** Its own `--config` names the file of a process; the command line's is then taken from the environment alone. */
  readonly hasOwnConfig?: true;
  /** It runs until it is told to end, and has then done what it should: exit 0 instead of 130. */
  readonly isService?: true;
  readonly options: readonly CommandOption[];
  /** What it does, and the command. */
  readonly examples: readonly (readonly [string, string])[];
  /** Returns the exit code. */
  readonly run: (invocation: Invocation) => Promise<number>;
}
