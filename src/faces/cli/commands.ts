import type { CommandSpec } from "./command.ts";
import { bgRequestCommand } from "./commands/bg-request.ts";
import { bgApproveCommand } from "./commands/bg-approve.ts";
import { bgDenyCommand } from "./commands/bg-deny.ts";
import { bgSeenCommand } from "./commands/bg-seen.ts";
import { bgWithdrawCommand } from "./commands/bg-withdraw.ts";
import { bgVetoCommand } from "./commands/bg-veto.ts";
import { bgRevokeCommand } from "./commands/bg-revoke.ts";
import { bgBreakSealCommand } from "./commands/bg-break-seal.ts";
import { bgStatusCommand } from "./commands/bg-status.ts";
import { bgPasswordCommand } from "./commands/bg-password.ts";
import { bgCodeCommand } from "./commands/bg-code.ts";
import { bgCloseCommand } from "./commands/bg-close.ts";
import { brokerStatusCommand } from "./commands/broker-status.ts";
import { brokerSealCommand } from "./commands/broker-seal.ts";
import { brokerUnsealCommand } from "./commands/broker-unseal.ts";
import { vaultAddCommand } from "./commands/vault-add.ts";
import { vaultAttestCommand } from "./commands/vault-attest.ts";
import { vaultEnrolCommand } from "./commands/vault-enrol.ts";
import { vaultExportCommand } from "./commands/vault-export.ts";
import { vaultVerifyCommand } from "./commands/vault-verify.ts";
import { backupCreateCommand } from "./commands/backup-create.ts";
import { backupRestoreCommand } from "./commands/backup-restore.ts";
import { backupVerifyCommand } from "./commands/backup-verify.ts";
import { contactsApplyCommand } from "./commands/contacts-apply.ts";
import { contactsPlanCommand } from "./commands/contacts-plan.ts";
import { contactsStatusCommand } from "./commands/contacts-status.ts";
import { collectCommand } from "./commands/collect.ts";
import { configShowCommand } from "./commands/config-show.ts";
import { demoCustodyCommand } from "./commands/demo-custody.ts";
import { demoCommand } from "./commands/demo.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { explainCommand } from "./commands/explain.ts";
import { fixCommand } from "./commands/fix.ts";
import { initCommand } from "./commands/init.ts";
import { kitCopiesCommand } from "./commands/kit-copies.ts";
import { kitDrillCommand } from "./commands/kit-drill.ts";
import { kitMakeCommand } from "./commands/kit-make.ts";
import { kitOpenCommand } from "./commands/kit-open.ts";
import { kitPrintCommand } from "./commands/kit-print.ts";
import { kitVerifyCommand } from "./commands/kit-verify.ts";
import { ledgerExportCommand } from "./commands/ledger-export.ts";
import { ledgerProveCommand } from "./commands/ledger-prove.ts";
import { ledgerRecordCommand } from "./commands/ledger-record.ts";
import { ledgerVerifyCommand } from "./commands/ledger-verify.ts";
import { notifyTestCommand } from "./commands/notify-test.ts";
import { pathsCommand } from "./commands/paths.ts";
import { policyCanCommand } from "./commands/policy-can.ts";
import { policyCertifyCommand } from "./commands/policy-certify.ts";
import { policyCheckCommand } from "./commands/policy-check.ts";
import { policyFixCommand } from "./commands/policy-fix.ts";
import { policyAdminsCommand } from "./commands/policy-admins.ts";
import { policySimulateCommand } from "./commands/policy-simulate.ts";
import { reportRenderCommand } from "./commands/report-render.ts";
import { rootAccessAllowRecoveryCommand } from "./commands/root-access-allow-recovery.ts";
import { rootAccessAuditCommand } from "./commands/root-access-audit.ts";
import { rootAccessDeleteCredentialsCommand } from "./commands/root-access-delete-credentials.ts";
import { rootAccessEnableCommand } from "./commands/root-access-enable.ts";
import { rootAccessStatusCommand } from "./commands/root-access-status.ts";
import { rootAccessUnlockBucketCommand } from "./commands/root-access-unlock-bucket.ts";
import { rootAccessUnlockQueueCommand } from "./commands/root-access-unlock-queue.ts";
import { scanCommand } from "./commands/scan.ts";
import { schemaCommand } from "./commands/schema.ts";
import { selftestCommand } from "./commands/selftest.ts";
import { vaultImportCommand } from "./commands/vault-import.ts";
import { sheetPrintCommand } from "./commands/sheet-print.ts";
import { witnessCommand } from "./commands/witness.ts";
import { custodyDoctorCommand } from "./commands/custody-doctor.ts";
import { custodyInitCommand } from "./commands/custody-init.ts";
import { identityNewCommand } from "./commands/identity-new.ts";
import { identityShowCommand } from "./commands/identity-show.ts";
import { rosterAddCommand } from "./commands/roster-add.ts";
import { rosterShowCommand } from "./commands/roster-show.ts";
import { rosterSignCommand } from "./commands/roster-sign.ts";
import { brokerCommand } from "./commands/broker.ts";
import { brokerInitCommand } from "./commands/broker-init.ts";
import { courierCommand } from "./commands/courier.ts";
import { gateCommand } from "./commands/gate.ts";
import { gateInitCommand } from "./commands/gate-init.ts";

/** The command tree, in the order of `--help`. */
export const commands: readonly CommandSpec[] = [
  scanCommand,
  collectCommand,
  pathsCommand,
  fixCommand,
  initCommand,
  explainCommand,
  demoCommand,
  demoCustodyCommand,
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
  kitCopiesCommand,
  kitDrillCommand,
  sheetPrintCommand,
  backupCreateCommand,
  backupVerifyCommand,
  backupRestoreCommand,
  ledgerVerifyCommand,
  ledgerProveCommand,
  ledgerExportCommand,
  ledgerRecordCommand,
  witnessCommand,
  rootAccessStatusCommand,
  rootAccessAuditCommand,
  rootAccessEnableCommand,
  rootAccessDeleteCredentialsCommand,
  rootAccessAllowRecoveryCommand,
  rootAccessUnlockBucketCommand,
  rootAccessUnlockQueueCommand,
  vaultImportCommand,
  custodyInitCommand,
  custodyDoctorCommand,
  notifyTestCommand,
  identityNewCommand,
  identityShowCommand,
  rosterAddCommand,
  rosterShowCommand,
  rosterSignCommand,
  contactsStatusCommand,
  contactsPlanCommand,
  contactsApplyCommand,
  brokerCommand,
  brokerInitCommand,
  gateCommand,
  gateInitCommand,
  courierCommand,
  bgRequestCommand,
  bgApproveCommand,
  bgDenyCommand,
  bgSeenCommand,
  bgWithdrawCommand,
  bgVetoCommand,
  bgRevokeCommand,
  bgBreakSealCommand,
  bgStatusCommand,
  bgPasswordCommand,
  bgCodeCommand,
  bgCloseCommand,
  brokerStatusCommand,
  brokerUnsealCommand,
  brokerSealCommand,
  vaultAddCommand,
  vaultEnrolCommand,
  vaultVerifyCommand,
  vaultAttestCommand,
  vaultExportCommand,
];
