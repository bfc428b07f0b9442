import { readerActionList } from "../../../app/init/reader-actions.ts";
import type { Check } from "../../../domain/posture/check.ts";

/** Every action of the reader roles, what it reads, and what needs it. */
export function readerPolicyPage(checks: readonly Check[]): string {
  const rows = readerActionList(checksByAction(checks)).map(({ action, roles, reads, checks: needed, alsoFor }) => {
    const why = [...needed, ...(alsoFor === null ? [] : [alsoFor])].join(", ");
    return `| \`${action}\` | ${roles.join(", ")} | ${reads} | ${why} |`;
  });
  return [
    "# Reader policy",
    "",
    "Made from the collector's own calls; nothing here can write. `member` is the role in each member, `central` the one in",
    "the management account (or a delegated administrator), which carries the member's actions for its own account too.",
    "",
    "| action | role | reads | needed by |",
    "|---|---|---|---|",
    ...rows,
    "",
    "Apart: `sts:AssumeRole` on the reader role alone, and, only for `--assume-root`, `sts:AssumeRoot` limited to the task",
    "policy IAMAuditRootUserCredentials.",
    "",
  ].join("\n");
}

/** Ids of checks by the action they rest on. */
export function checksByAction(checks: readonly Check[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const check of checks) {
    for (const action of check.needs) found.set(action, [...(found.get(action) ?? []), check.id]);
  }
  return found;
}
