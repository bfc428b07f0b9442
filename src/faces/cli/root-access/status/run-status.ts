import { isSeen } from "../../../../domain/core/fact.ts";
import type { RootAccessStatus } from "../../../../app/root-access/organization/status-of.ts";
import type { Invocation } from "../../command.ts";
import { formatTargets } from "../../output/format-targets.ts";
import { writeTargets } from "../../output/write-targets.ts";
import { withOwnAws } from "../own-aws.ts";
import { statusText } from "./status-text.ts";

/** Shows where central root access of the caller's organization stands; returns the exit code. */
export async function runStatus(invocation: Invocation): Promise<number> {
  const { io, settings } = invocation;
  const targets = formatTargets(settings, ["table", "json"], "table");
  const { organizationReads } = await import("../../../../app/root-access/organization/organization-reads.ts");
  const { rootAccessStatus } = await import("../../../../app/root-access/root-access-status.ts");
  const { caller, status } = await withOwnAws(invocation, async ({ session, caller: own }) => ({
    caller: own.arn,
    status: await rootAccessStatus({ caller: session.account, reads: organizationReads(session) })(),
  }));
  const isWhole = sawAll(status);
  writeTargets(targets, io, settings.is("quiet"), (format, write) => {
    if (format === "table") write(statusText(status, caller, io.columns));
    else
      write(`${JSON.stringify({ schema: "rootward.root-access-status/v1", caller, isWhole, ...status }, null, 2)}\n`);
  });
  return isWhole ? 0 : 3;
}

/** INVARIANT: what could not be read is never taken for an answer. An account in no organization is one. */
function sawAll({ organization, features, trustedAccess, delegates, members, tasks }: RootAccessStatus): boolean {
  if (!isSeen(organization)) return false;
  if (organization.value === null) return true;
  const known = [...features.map(({ on }) => on), trustedAccess];
  if (known.some(({ state }) => state === "unknown") || tasks.some(({ state }) => state === "unknown")) return false;
  return isSeen(delegates) && isSeen(members);
}
