import { decide } from "../../iam/decide/decide.ts";
import { mentions } from "../../iam/decide/mentions.ts";
import type { Caller, Decision } from "../../iam/decide/question.ts";
import type { AccountView } from "../account-view.ts";
import { arnIsAmong } from "../read/arn-is-among.ts";
import { type Blocker, blockersOf } from "./blocker.ts";
import type { GuardPolicies } from "./guard-policies.ts";
import { type GuardRequest, guardQuestion, levelLayers } from "./guard-request.ts";
import { mentioned } from "./mentioned.ts";
import { anyPrincipal, principalsIn, type ProbeKind, probeKinds } from "./probe-principal.ts";

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
  const blockers = blockersOf(guards).filter(
    ({ denies }) => denies === null || mentions(denies, request.action, "Deny"),
  );
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
  const isDue = (caller: Caller): boolean => stops(caller) || arnIsAmong(caller.arn, declared);
  const generic = anyPrincipal(kind, site);
  if (kind === "root") return isDue(generic);
  if (!stops(generic)) return false;
  // INVARIANT: a generic principal is stopped; whoever a pattern may set apart is tried by instances of that pattern.
  return blocker.policies
    .flatMap((policy) => mentioned(policy).principals)
    .every((pattern) => principalsIn(pattern, kind, site)?.every(isDue) ?? false);
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
  if (kind !== "root") {
    for (const pattern of new Set(patterns)) callers.push(...(principalsIn(pattern, kind, site) ?? []));
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
