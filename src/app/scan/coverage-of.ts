import type { Finding } from "../../domain/core/finding.ts";
import { isCounted, type Reason } from "../../domain/core/reason.ts";
import type { Coverage, NotEvaluated, Run } from "./outcome.ts";
import { blindAccounts } from "./exit-of.ts";

const steps: Readonly<Record<Reason | "too-many", string | null>> = {
  "no-role": "give those accounts the reader role (`rootward init` writes it), or name another with --org-role-name",
  denied: "add the missing actions to the reader role (`rootward explain reader-policy`)",
  throttled: "run again with --resume; lower --concurrency if it happens again",
  unreachable: "check the network, then run again with --resume",
  "credentials-expired": "sign in again, then run with --resume",
  "too-many": "declare the mailboxes, phones and principals in the inventory, so that the paths can be grouped",
  "not-in-mode": "scan with --mode org+roles",
  "not-asked": null,
  "not-observable": null,
  "not-declared": "declare it in rootward-inventory.yaml",
};

/** The first line of every answer: how much was looked at, and the one step that completes it. */
export function coverageOf(run: Run, findings: readonly Finding[]): Coverage {
  const { requested, notEvaluated } = run.scope;
  const seen = `Looked at ${run.scope.evaluated} of ${plural(requested, "account")} (mode ${run.mode})`;
  if (run.finishedAt === null) {
    return { line: `${seen}; collection was interrupted.`, step: "go on with --resume" };
  }
  const partly = blindAccounts(run, findings).size - new Set(notEvaluated.map((each) => each.account)).size;
  const parts = [seen];
  if (notEvaluated.length > 0) parts.push(`not evaluated: ${reasonCounts(notEvaluated)}`);
  if (partly > 0) parts.push(`${plural(partly, "account")} seen only in part`);
  if (!run.complete && parts.length === 1) parts.push("something that was asked for could not be seen");
  return { line: `${parts.join("; ")}.`, step: nextStep(run, findings) };
}

function nextStep(run: Run, findings: readonly Finding[]): string | null {
  const counts = new Map<Reason | "too-many", number>();
  const add = (reason: Reason | "too-many") => counts.set(reason, (counts.get(reason) ?? 0) + 1);
  for (const each of run.scope.notEvaluated) add(each.reason);
  for (const each of findings) if (each.reason !== null && isCounted(each.reason)) add(each.reason);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  const step = most === undefined ? null : steps[most[0]];
  return step ?? run.notLookedAt.find((each) => each.reason !== "not-observable")?.step ?? null;
}

function reasonCounts(all: readonly NotEvaluated[]): string {
  const counts = new Map<string, number>();
  for (const each of all) counts.set(each.reason, (counts.get(each.reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).join(", ");
}

function plural(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
