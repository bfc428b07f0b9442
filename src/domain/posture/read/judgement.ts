import type { Unseen } from "../../core/fact.ts";
import type { Evidence } from "../../core/finding.ts";
import type { Reason } from "../../core/reason.ts";
import type { Severity } from "../../core/verdict.ts";
import type { Judgement } from "../check.ts";

/** What a judgement may add: a sentence on the case, a severity of its own. */
export interface Extra {
  readonly note?: string | undefined;
  readonly severity?: Severity | undefined;
}

/** The resource is as it should be. */
export function pass(resource: string, evidence: readonly Evidence[], extra: Extra = {}): Judgement {
  return { verdict: "pass", resource, evidence, ...extra };
}

/** The resource is not as it should be. */
export function fail(resource: string, evidence: readonly Evidence[], extra: Extra = {}): Judgement {
  return { verdict: "fail", resource, evidence, ...extra };
}

/** The question does not arise; the note says why. */
export function notApplicable(resource: string, note: string, evidence: readonly Evidence[] = []): Judgement {
  return { verdict: "not-applicable", resource, evidence, note };
}

/** Nobody can say, for this reason; `needs` is what would tell. */
export function unknown(
  resource: string,
  reason: Reason,
  needs: string,
  evidence: readonly Evidence[] = [],
  note?: string,
): Judgement {
  return { verdict: "unknown", resource, evidence, reason, needs, note };
}

/** `unknown` with the reason of the fact itself; `source` is what it needs when the fact does not say. */
export function unseenFact(
  resource: string,
  fact: Unseen,
  source: string,
  evidence: readonly Evidence[] = [],
): Judgement {
  return unknown(resource, fact.why, fact.needs ?? source, evidence, fact.detail);
}
