import { isSeen } from "../../core/fact.ts";
import type { Evidence } from "../../core/finding.ts";
import type { Severity } from "../../core/verdict.ts";
import type { AccountView } from "../account-view.ts";
import type { Judgement } from "../check.ts";
import { evidence } from "../read/evidence.ts";
import { fail, pass, unknown, unseenFact } from "../read/judgement.ts";
import { unguardable } from "../read/unguardable.ts";
import { type GuardPolicies, guardPolicies } from "./guard-policies.ts";
import type { GuardRequest } from "./guard-request.ts";
import { shownPrincipal } from "./probe-principal.ts";
import { type Escape, whoEscapes } from "./who-escapes.ts";

/** What an SCP guard is asked to stop. */
export interface ScpQuestion {
  readonly requests: (guards: GuardPolicies) => readonly GuardRequest[];
  /** ARN patterns of principals that may be exempt. */
  readonly declared: readonly string[];
  /** Severity when a call of this name stays open; the check's own otherwise. */
  readonly milder?: Readonly<Record<string, Severity>>;
}

/** The resource that every SCP guard check speaks of. */
export const guardedAccount = "account";

/** Judges by evaluation whether the SCPs of a member stop all requests for everybody but the declared principals. */
export function judgeScp(view: AccountView, question: ScpQuestion): Judgement {
  const cannot = unguardable(view, guardedAccount, "SCP");
  if (cannot !== null) return cannot;
  const guards = guardPolicies(view, "SERVICE_CONTROL_POLICY");
  if (!isSeen(guards)) return unseenFact(guardedAccount, guards, "organizations:ListPolicies");
  if (guards.value === null) {
    const shown = [evidence("SCPs", "of no effect: the policy type is not enabled", guards)];
    return fail(guardedAccount, shown);
  }
  const policies = guards.value;
  const shown: Evidence[] = [evidence("SCPs on the path", policies.names.join(", ") || "none but AWS's own", guards)];
  const open: string[] = [];
  let unclear: string | null = null;
  for (const request of question.requests(policies)) {
    const escape = whoEscapes(view, policies, request, question.declared);
    shown.push(evidence(request.label ?? request.action, textOf(escape), guards));
    if (escape.status === "open") open.push(request.action);
    if (escape.status === "unclear") unclear ??= `${request.action}: ${escape.why}`;
  }
  if (open.length > 0) return fail(guardedAccount, shown, { severity: mildest(open, question.milder) });
  if (unclear !== null) {
    const gap = policies.gap;
    if (gap !== null) return unseenFact(guardedAccount, gap, "organizations:DescribePolicy", shown);
    return unknown(guardedAccount, "not-observable", unclear, shown);
  }
  return pass(guardedAccount, shown);
}

// Milder only when everything that is open is milder.
function mildest(open: readonly string[], milder: ScpQuestion["milder"]): Severity | undefined {
  const levels = open.map((action) => milder?.[action]);
  return levels.every((level) => level !== undefined) ? levels[0] : undefined;
}

function textOf(escape: Escape): string {
  switch (escape.status) {
    case "held":
      return `denied by ${escape.by.join(", ")}`;
    case "open":
      return `allowed, for example to ${shownPrincipal(escape.arn)}`;
    case "unclear":
      return `not decided: ${escape.why}`;
  }
}
