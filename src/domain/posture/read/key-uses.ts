import { type Fact, factOf, isSeen, type Seen, type Unseen, unseen } from "../../core/fact.ts";
import type { AccountView } from "../account-view.ts";
import { auditGap } from "./audit-gap.ts";
import { keyPresence } from "./root-presence.ts";
import { worstUnseen } from "./worst-unseen.ts";

/** The last use of one root credential; `at` null: never used. */
export interface RootUse {
  readonly what: string;
  readonly at: string | null;
  readonly from: Seen<unknown>;
}

/** Last uses that were read, and the gap when not every key's use was. */
export interface RootUses {
  readonly uses: readonly RootUse[];
  readonly gap: Unseen | null;
}

/** Last uses of the root access keys, from the keys themselves (audit) and from the credential report. */
export function keyUses(view: AccountView): RootUses {
  const presence = keyPresence(view);
  if (presence.status === "absent") return { uses: [], gap: null };
  const listed = fromList(view);
  const reported = fromReport(view, presence.status === "present");
  const uses = [...listed.uses, ...reported.uses];
  // One source that covers every key is enough.
  if (listed.gap === null || reported.gap === null) return { uses, gap: null };
  return { uses, gap: worstUnseen([reported.gap, listed.gap]) };
}

function fromList(view: AccountView): RootUses {
  const keys = factOf(view.account.keys);
  if (!isSeen(keys)) return { uses: [], gap: auditGap(view, "iam:GetAccessKeyLastUsed") };
  return gather(keys.value.map((key) => [`access key ${key.id}`, key.lastUsedAt]));
}

function fromReport(view: AccountView, mustHaveKey: boolean): RootUses {
  const report = view.account.report ?? unseen("not-asked", "--credential-report");
  if (!isSeen(report)) return { uses: [], gap: { ...report, needs: report.needs ?? "iam:GetCredentialReport" } };
  const present = report.value.keys.filter(
    (key) => (isSeen(key.active) && key.active.value) || !isSeen(key.lastRotated) || key.lastRotated.value !== null,
  );
  if (present.length === 0 && mustHaveKey) {
    const late = "a credential report newer than the key (AWS keeps one for four hours)";
    return { uses: [], gap: unseen("not-observable", late) };
  }
  return gather(present.map((key, index) => [`access key ${index + 1}`, key.lastUsed]));
}

function gather(facts: readonly (readonly [what: string, fact: Fact<string | null>])[]): RootUses {
  const uses = facts.flatMap(([what, fact]) => (isSeen(fact) ? [{ what, at: fact.value, from: fact }] : []));
  return { uses, gap: worstUnseen(facts.map(([, fact]) => fact)) };
}
