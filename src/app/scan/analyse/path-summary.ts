import type { PathAnswers, PathSummary } from "../../../domain/posture/path-answers.ts";
import type { Reason } from "../../../domain/core/reason.ts";
import { takeoverChanges } from "../../../domain/takeover/cuts/takeover-changes.ts";
import type { AccountPaths, Path } from "../../../domain/takeover/answer.ts";
import type { WhoCan } from "../../../domain/takeover/who-can.ts";

/** What the path checks need of one account, from the takeover model's answer. */
export function pathSummary(paths: AccountPaths, whoCan: WhoCan): PathAnswers {
  if (paths.status === "too-many") return { status: "too-many", fact: paths.why ?? "session" };
  const sessions = paths.paths.filter((path) => path.goal === "session");
  const certain = sessions.filter((path) => path.certainty === "certain");
  const titles = new Map(takeoverChanges.map(({ id, title }) => [id, title]));
  const best = paths.cuts.find((cut) => cut.removes > 0);
  return {
    status: paths.status,
    certain: certain.map(shortly),
    possiblePaths: sessions.filter((path) => path.certainty === "possible").map(shortly),
    possible: sessions.length - certain.length,
    minCut: paths.minCut === undefined || paths.minCut === null ? null : paths.minCut.map((id) => titles.get(id) ?? id),
    next: best === undefined ? null : { ...best.change, removes: best.removes },
    why: paths.status === "no-who-can" ? whyBlind(whoCan, paths) : null,
  };
}

function shortly({ leaves, steps, parties, cost }: Path): PathSummary {
  return { leaves: leaves.map(({ id }) => id), steps, parties, cost };
}

function whyBlind(whoCan: WhoCan, paths: AccountPaths): { readonly reason: Reason; readonly needs: string } {
  if (whoCan.status === "unknown") return { reason: whoCan.why, needs: whoCan.needs };
  return { reason: "not-observable", needs: paths.why ?? "principals" };
}
