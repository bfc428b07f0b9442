import { decide } from "../../iam/decide/decide.ts";
import type { Caller, Decision } from "../../iam/decide/question.ts";
import type { AccountView } from "../account-view.ts";
import { arnIsAmong } from "../read/arn-is-among.ts";
import { type Blocker, blockersOf } from "./blocker.ts";
import type { GuardPolicies } from "./guard-policies.ts";
import { type GuardRequest, guardQuestion, levelLayers } from "./guard-request.ts";
import { mentioned } from "./mentioned.ts";
import { anyPrincipal, principalIn, type ProbeKind, probeKinds } from "./probe-principal.ts";

/** Whether SCPs stop a call for every principal of a member but the declared ones. */
export type Escape =
  | { readonly status: "held"; readonly by: readonly string[] }
  | { readonly status: "open"; readonly arn: string }
  | { readonly status: "unclear"; readonly why: string };

/**
 * Who may still make a call under the SCPs of the path, whatever identity policies say. `held` needs, for each kind of
 * principal, one Deny statement or one level that stops every principal of that kind for every value of the keys nobody
 * knows, and whose exceptions are all declared. `open` names a principal that is let through for certain.
 */
export function whoEscapes(
  view: AccountView,
  guards: GuardPolicies,
  request: GuardRequest,
  declared: readonly string[],
): Escape {
  const blockers = blockersOf(guards);
  const by = new Set<string>();
  const loose: ProbeKind[] = [];
  for (const kind of probeKinds) {
    const holder = blockers.find((blocker) => holds(view, blocker, kind, request, declared));
    if (holder === undefined) loose.push(kind);
    else by.add(holder.name);
  }
  if (loose.length === 0) return { status: "held", by: [...by].sort() };
  const layers = { scps: levelLayers(guards) };
  const policies = guards.levels.flatMap((level) => level.policies.map((each) => each.policy));
  let why: string | null = null;
  for (const caller of loose.flatMap((kind) => probesOf(view, kind, guards, declared))) {
    const answer = decide(guardQuestion(view, caller, request, layers, policies), { trace: false });
    if (answer.decision === "allowed") return { status: "open", arn: caller.arn };
    if (answer.decision === "unknown") why ??= answer.why;
  }
  return { status: "unclear", why: why ?? "the exceptions of several statements overlap" };
}

function holds(
  view: AccountView,
  blocker: Blocker,
  kind: ProbeKind,
  request: GuardRequest,
  declared: readonly string[],
): boolean {
  const site = siteOf(view);
  const stops = (caller: Caller): boolean => {
    const question = guardQuestion(view, caller, request, { scps: [blocker.layer] }, blocker.policies);
    return isDenied(decide(question, { trace: false }));
  };
  const generic = anyPrincipal(kind, site);
  if (!stops(generic) && !(kind === "root" && arnIsAmong(generic.arn, declared))) return false;
  // INVARIANT: a generic principal is stopped; every pattern that may set somebody apart is tried by an instance of it.
  return blocker.policies
    .flatMap((policy) => mentioned(policy).principals)
    .every((pattern) => {
      const found = principalIn(pattern, kind, site);
      switch (found.status) {
        case "none":
          return true;
        case "unclear":
          return false;
        case "instance":
          return stops(found.caller) || arnIsAmong(found.caller.arn, declared);
      }
    });
}

function probesOf(
  view: AccountView,
  kind: ProbeKind,
  guards: GuardPolicies,
  declared: readonly string[],
): readonly Caller[] {
  const site = siteOf(view);
  const patterns = guards.levels.flatMap((level) =>
    level.policies.flatMap((each) => mentioned(each.policy).principals),
  );
  const callers = [anyPrincipal(kind, site)];
  for (const pattern of new Set(patterns)) {
    const found = principalIn(pattern, kind, site);
    if (found.status === "instance") callers.push(found.caller);
  }
  return callers.filter((caller) => !arnIsAmong(caller.arn, declared));
}

function siteOf(view: AccountView): { readonly partition: string; readonly account: string } {
  return { partition: view.manifest.partition, account: view.account.id };
}

/** True when no value of an unknown key lets the call through. */
export function isDenied(answer: Decision): boolean {
  return answer.decision === "explicitly-denied" || answer.decision === "implicitly-denied";
}
