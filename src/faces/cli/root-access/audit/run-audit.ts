import type { AuditOutcome } from "../../../../app/root-access/audit-root.ts";
import type { AuditedMember } from "../../../../app/root-access/audit/audited-member.ts";
import { isSeen } from "../../../../domain/core/fact.ts";
import type { Invocation } from "../../command.ts";
import { formatTargets } from "../../output/format-targets.ts";
import { writeTargets } from "../../output/write-targets.ts";
import { usageError } from "../../usage-error.ts";
import { auditAccounts } from "./audit-accounts.ts";
import { auditJson } from "./audit-file.ts";
import { auditText } from "./audit-text.ts";

/** Audits root of members with the person's own credentials, and shows what was found; returns the exit code. */
export async function runAudit(invocation: Invocation): Promise<number> {
  const { io, settings } = invocation;
  const targets = formatTargets(settings, ["table", "json"], "table");
  const accounts = settings.list("accounts");
  const isAll = settings.is("allAccounts");
  if (accounts.length > 0 === isAll) {
    throw usageError("name the members with --accounts ID,… or all of them with --all-accounts");
  }
  const audit = await auditAccounts(invocation, isAll ? null : accounts);
  const exit = auditExit(audit.outcome, isAll);
  writeTargets(targets, io, settings.is("quiet"), (format, write) => {
    if (format === "table") write(auditText(audit.outcome, io.columns));
    else write(auditJson(audit, { at: new Date(io.now()).toISOString(), isWhole: exit === 0 }));
  });
  return exit;
}

/**
 * 3 where something that was asked for was not seen. A closed account counts only when it was named: AWS opens no session
 * there for anybody.
 */
function auditExit(outcome: AuditOutcome, isAll: boolean): number {
  if (outcome.status !== "audited") return 3;
  const isMissing = (member: AuditedMember): boolean => {
    switch (member.status) {
      case "not-read":
        return true;
      case "left-out":
        return !(isAll && (member.reason === "not-active" || member.reason === "management"));
      case "audited":
        return ![member.password, member.keys, member.certificates, member.devices].every((fact) =>
          isSeen<unknown>(fact),
        );
    }
  };
  return outcome.members.some(isMissing) ? 3 : 0;
}
