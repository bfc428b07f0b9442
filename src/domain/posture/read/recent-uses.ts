import { unseen, type Unseen } from "../../core/fact.ts";
import type { Evidence } from "../../core/finding.ts";
import { daysAgo } from "./days-ago.ts";
import { evidence } from "./evidence.ts";
import type { RootUse } from "./key-uses.ts";

/** A use within this many days before AWS was asked counts as recent. */
export const recentDays = 90;

/** Uses split by age; `unreadable` is set when a time is no time. */
export interface RecentUses {
  readonly recent: readonly RootUse[];
  readonly unreadable: Unseen | null;
  readonly evidence: readonly Evidence[];
}

/** Which uses lie within 90 days of the moment at which AWS was asked, not of the analysis. */
export function recentUses(uses: readonly RootUse[]): RecentUses {
  const recent: RootUse[] = [];
  let unreadable: Unseen | null = null;
  for (const use of uses) {
    if (use.at === null) continue;
    const days = daysAgo(use.at, use.from.at);
    if (days === null) unreadable = unseen("not-observable", `a readable last use of the ${use.what}`);
    else if (days <= recentDays) recent.push(use);
  }
  const shown = uses.map((use) => evidence(`last use of root's ${use.what}`, use.at ?? "never", use.from));
  return { recent, unreadable, evidence: shown };
}
