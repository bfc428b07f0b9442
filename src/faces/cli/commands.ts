import type { CommandSpec } from "./command.ts";
import { backupCreateCommand } from "./commands/backup-create.ts";
import { backupRestoreCommand } from "./commands/backup-restore.ts";
import { backupVerifyCommand } from "./commands/backup-verify.ts";
import { collectCommand } from "./commands/collect.ts";
import { configShowCommand } from "./commands/config-show.ts";
import { demoCommand } from "./commands/demo.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { explainCommand } from "./commands/explain.ts";
import { fixCommand } from "./commands/fix.ts";
import { initCommand } from "./commands/init.ts";
import { kitDrillCommand } from "./commands/kit-drill.ts";
import { kitMakeCommand } from "./commands/kit-make.ts";
import { kitOpenCommand } from "./commands/kit-open.ts";
import { kitPrintCommand } from "./commands/kit-print.ts";
import { kitVerifyCommand } from "./commands/kit-verify.ts";
import { pathsCommand } from "./commands/paths.ts";
import { policyCanCommand } from "./commands/policy-can.ts";
import { policyCertifyCommand } from "./commands/policy-certify.ts";
import { policyCheckCommand } from "./commands/policy-check.ts";
import { policyFixCommand } from "./commands/policy-fix.ts";
import { policyAdminsCommand } from "./commands/policy-admins.ts";
import { policySimulateCommand } from "./commands/policy-simulate.ts";
import { reportRenderCommand } from "./commands/report-render.ts";
import { scanCommand } from "./commands/scan.ts";
import { schemaCommand } from "./commands/schema.ts";
import { selftestCommand } from "./commands/selftest.ts";
import { vaultImportCommand } from "./commands/vault-import.ts";
import { witnessCommand } from "./commands/witness.ts";
import { custodyInitCommand } from "./commands/custody-init.ts";
import { identityNewCommand } from "./commands/identity-new.ts";
import { identityShowCommand } from "./commands/identity-show.ts";
import { rosterAddCommand } from "./commands/roster-add.ts";
import { rosterShowCommand } from "./commands/roster-show.ts";
import { rosterSignCommand } from "./commands/roster-sign.ts";

/** The command tree, in the order of `--help`. */
export const commands: readonly CommandSpec[] = [
  scanCommand,
  collectCommand,
  pathsCommand,
  fixCommand,
  initCommand,
  explainCommand,
  demoCommand,
  doctorCommand,
  reportRenderCommand,
  selftestCommand,
  schemaCommand,
  configShowCommand,
  policyCheckCommand,
  policyFixCommand,
  policyCanCommand,
  policyCertifyCommand,
  policyAdminsCommand,
  policySimulateCommand,
  kitMakeCommand,
  kitVerifyCommand,
  kitOpenCommand,
  kitPrintCommand,
  kitDrillCommand,
  backupCreateCommand,
  backupVerifyCommand,
  backupRestoreCommand,
  witnessCommand,
  vaultImportCommand,
  custodyInitCommand,
  identityNewCommand,
  identityShowCommand,
  rosterAddCommand,
  rosterShowCommand,
  rosterSignCommand,
];
