import type { Cost } from "../../core/cost.ts";
import type { Reason } from "../../core/reason.ts";
import type { PathAnswers, PathSummary } from "../path-answers.ts";

/** One path of a case: people needed (`exact` unless `atLeast` is said), its hardest part, its leaves. */
export function casePath(
  parties: number,
  cost: Cost,
  extra: { readonly atLeast?: boolean; readonly leaves?: readonly string[] } = {},
): PathSummary {
  const leaves = extra.leaves ?? ["any-of:contact-write", "mb:root"];
  const steps = ["change the phone", "read the root mailbox: new password", "pass MFA by mail and phone"];
  return { leaves, steps, parties: { atLeast: parties, exact: extra.atLeast !== true }, cost };
}

/** Paths that were searched to the end. */
export function casePaths(
  certain: readonly PathSummary[],
  extra: {
    readonly possible?: readonly PathSummary[];
    readonly possibleUntold?: number;
    readonly blind?: Reason;
    readonly minCut?: readonly string[];
  } = {},
): PathAnswers {
  const blind = extra.blind;
  return {
    status: blind === undefined ? "exact" : "no-who-can",
    certain,
    possible: extra.possible?.length ?? extra.possibleUntold ?? 0,
    ...(extra.possible === undefined ? {} : { possiblePaths: extra.possible }),
    minCut: extra.minCut ?? null,
    next: extra.minCut === undefined ? null : { id: "P1", title: "SCP: deny contact writes", removes: certain.length },
    why: blind === undefined ? null : { reason: blind, needs: "iam:GetAccountAuthorizationDetails" },
  };
}
