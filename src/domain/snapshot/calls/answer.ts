import { type Fact, seen, unseen } from "../../core/fact.ts";
import type { CallName } from "./call-table.ts";
import type { Blind, Meaning } from "./meaning.ts";

/** The outcome of one call: plain data with its time, or what its failure means. */
export type Answer<T> =
  | { readonly status: "ok"; readonly call: CallName; readonly value: T; readonly at: string }
  | { readonly status: "failed"; readonly call: CallName; readonly failure: Meaning; readonly at: string };

/** The unknown fact of a failed call. */
export function unseenOf(call: CallName, failure: Meaning): ReturnType<typeof unseen> {
  if (failure.meaning === "unseen") return unseen(failure.why, failure.needs, failure.detail);
  const why = failure.meaning.startsWith("report-") ? "unreachable" : "not-observable";
  return unseen(why, call, meaningText(failure));
}

/** A fact from an answer; what AWS says is absent becomes `none`. Other settled meanings are `not-observable`. */
export function factFrom<T, V>(answer: Answer<T>, take: (value: T) => V, none?: { readonly value: V }): Fact<V> {
  if (answer.status === "ok") return seen(take(answer.value), answer.call, answer.at);
  if (answer.failure.meaning === "absent" && none !== undefined) return seen(none.value, answer.call, answer.at);
  return unseenOf(answer.call, answer.failure);
}

/** True when the call ended because the caller's credentials ran out for good. */
export function isExpired(answer: Answer<unknown>): boolean {
  return answer.status === "failed" && isBlind(answer.failure) && answer.failure.why === "credentials-expired";
}

function isBlind(failure: Meaning): failure is Blind {
  return failure.meaning === "unseen";
}

const texts: Readonly<Record<Exclude<Meaning["meaning"], "unseen" | "misconfigured">, string>> = {
  absent: "AWS says there is none",
  "no-organization": "the account is in no organization",
  "trusted-access-off": "trusted access is off",
  "not-all-features": "the organization is not in all-features mode",
  "report-not-ready": "the credential report was not ready in time",
  "report-missing": "there is no credential report",
};

function meaningText(failure: Exclude<Meaning, Blind>): string {
  return failure.meaning === "misconfigured" ? failure.detail : texts[failure.meaning];
}
