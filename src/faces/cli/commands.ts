import type { CommandSpec } from "./command.ts";
import { configShowCommand } from "./commands/config-show.ts";
import { initCommand } from "./commands/init.ts";
import { policySimulateCommand } from "./commands/policy-simulate.ts";

/** The command tree, in the order of `--help`. */
export const commands: readonly CommandSpec[] = [initCommand, policySimulateCommand, configShowCommand];
