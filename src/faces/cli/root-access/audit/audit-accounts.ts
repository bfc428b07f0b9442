import type { AuditOutcome } from "../../../../app/root-access/audit-root.ts";
import type { Invocation } from "../../command.ts";
import { progressLine } from "../../progress-line.ts";
import { withOwnAws } from "../own-aws.ts";
import { auditAsker } from "./audit-asker.ts";

/** What was audited, and by whom. */
export interface Audit {
  readonly outcome: AuditOutcome;
  readonly partition: string;
}

/** Audits these members, or all; asks first where no flag allows it. */
export async function auditAccounts(
  { io, settings }: Pick<Invocation, "io" | "settings">,
  accounts: readonly string[] | null,
): Promise<Audit> {
  const { organizationReads } = await import("../../../../app/root-access/organization/organization-reads.ts");
  const { auditRoot } = await import("../../../../app/root-access/audit-root.ts");
  const line = progressLine(io, settings);
  try {
    return await withOwnAws({ io, settings }, async ({ session }) => ({
      partition: session.partition,
      outcome: await auditRoot({
        session,
        reads: organizationReads(session),
        askForAudit: auditAsker({ io, settings }),
        onProgress: ({ done, total }) => line.show(`accounts ${done}/${total}`),
        signal: io.signal,
      })({ accounts, concurrency: settings.number("concurrency") }),
    }));
  } finally {
    line.end();
  }
}
