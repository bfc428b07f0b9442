import type { Evidence } from "../../core/finding.ts";
import { costRank } from "../../core/cost.ts";
import type { AccountView } from "../account-view.ts";
import type { Judgement } from "../check.ts";
import type { PathAnswers, PathSummary } from "../path-answers.ts";
import { unknown } from "./judgement.ts";

/** Paths that were searched to the end. */
export type SearchedPaths = Exclude<PathAnswers, { readonly status: "too-many" }>;

/** The paths of the account; null when the search passed its bound; a judgement where AWS documents no root sign-in. */
export function pathGate(
  view: AccountView,
): { readonly paths: SearchedPaths } | { readonly judgement: Judgement | null } {
  if (view.paths.status === "too-many") return { judgement: null };
  if (view.manifest.partition !== "aws") {
    const needs = `how root sign-in and recovery work in partition ${view.manifest.partition}`;
    return { judgement: unknown("root", "not-observable", needs) };
  }
  return { paths: view.paths };
}

/** `unknown` when principals of the account were not read; null when they were. */
export function principalsUnseen(paths: SearchedPaths, evidence: readonly Evidence[] = []): Judgement | null {
  if (paths.status === "exact") return null;
  const why = paths.why ?? { reason: "not-in-mode" as const, needs: "iam:GetAccountAuthorizationDetails" };
  return unknown("root", why.reason, why.needs, evidence);
}

/** The possible paths; null when there are some that the caller did not hand over. */
export function possiblePaths(paths: SearchedPaths): readonly PathSummary[] | null {
  if (paths.possiblePaths !== undefined) return paths.possiblePaths;
  return paths.possible === 0 ? [] : null;
}

/** Evidence that tells one path as the attacker's steps. */
export function pathEvidence(path: PathSummary, view: AccountView): readonly Evidence[] {
  const source = "takeover model";
  const observedAt = view.manifest.startedAt;
  const parties = `${path.parties.exact ? "" : "at least "}${path.parties.atLeast}`;
  return [
    { fact: "path", value: path.steps.join("; "), source, observedAt },
    { fact: "people needed", value: parties, source, observedAt },
    { fact: "hardest part", value: path.cost, source, observedAt },
  ];
}

/** True when the path is hard whoever holds its leaves: a part of class high or above, or three people at least. */
export function isHard(path: PathSummary): boolean {
  return costRank(path.cost) >= costRank("high") || path.parties.atLeast >= 3;
}

/** True when unknown holders might raise the people needed to three: two leaves never need three, unless one is a kit. */
export function mayBeHard(path: PathSummary): boolean {
  if (path.parties.exact) return false;
  return path.leaves.length >= 3 || path.leaves.some((leaf) => leaf.startsWith("kit:"));
}
