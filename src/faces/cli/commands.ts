import type { CommandSpec } from "./command.ts";
import { configShowCommand } from "./commands/config-show.ts";

/** The command tree, in the order of `--help`. */
export const commands: readonly CommandSpec[] = [configShowCommand];
