import type { CommandSpec } from "./command.ts";
import { collectCommand } from "./commands/collect.ts";
import { configShowCommand } from "./commands/config-show.ts";
import { demoCommand } from "./commands/demo.ts";
import { initCommand } from "./commands/init.ts";
import { pathsCommand } from "./commands/paths.ts";
import { policySimulateCommand } from "./commands/policy-simulate.ts";
import { scanCommand } from "./commands/scan.ts";

/** The command tree, in the order of `--help`. */
export const commands: readonly CommandSpec[] = [
  scanCommand,
  collectCommand,
  pathsCommand,
  initCommand,
  demoCommand,
  policySimulateCommand,
  configShowCommand,
];
