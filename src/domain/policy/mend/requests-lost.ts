import type { Policy, Statement } from "../../iam/language/policy.ts";
import type { ProvePolicy } from "../../iam/prove/subject.ts";
import { adminPolicy } from "../admin-policy.ts";
import { type GapView, witnessOf } from "../judging/gap-view.ts";
import { asksForMfa } from "../guarding/mfa-condition.ts";
import type { MfaState } from "../guarding/mfa-state.ts";
import { documentName } from "./document-name.ts";

/** An action with requests that pass under one wording and not under another. */
export interface LostAction {
  readonly action: string;
  readonly states: readonly MfaState[];
  /** `all`: no request of the action passes any more; `some`: only on fewer resources or with other condition keys. */
  readonly requests: "all" | "some";
  /** The resource of one request that passed. */
  readonly example: string | null;
  /** False: nobody can tell whether it passed, or whether it passes still. */
  readonly isCertain: boolean;
}

/** One wording of the document, seen for one caller. */
export interface Worded {
  readonly policy: Policy;
  readonly view: GapView;
}

/**
 * The requests that pass under `before` and not under `after`, decided on requests and not on names: what an Allow that
 * changed lets pass beside a Deny of all that `after` allows, and what `before` lets pass of what changed Denies take.
 * The two differ in the wording of one document. Swapped, it tells what was gained.
 */
export function requestsLost(before: Worded, after: Worded, states: readonly MfaState[]): readonly LostAction[] {
  const found = new Map<string, { states: MfaState[]; example: string | null; isCertain: boolean }>();
  for (const state of states) {
    for (const view of [withheld(before, after), denied(before, after, state)]) {
      if (view === null || !view.states.includes(state)) continue;
      for (const verdict of ["open", "may"] as const) {
        for (const action of view.names(state, verdict)) {
          const entry = found.get(action) ?? { states: [], example: null, isCertain: false };
          found.set(action, entry);
          if (!entry.states.includes(state)) entry.states.push(state);
          if (verdict === "may" || entry.isCertain) continue;
          entry.isCertain = true;
          entry.example = witnessOf(view.answer(action, state), action)?.resource ?? null;
        }
      }
    }
  }
  return [...found].map(([action, entry]) => {
    const isGone = entry.states.every((state) => after.view.answer(action, state).verdict === "closed");
    return { action, ...entry, requests: isGone ? "all" : "some" };
  });
}

/** What a changed Allow let pass and no Allow does now; null when no Allow changed. */
function withheld(before: Worded, after: Worded): GapView | null {
  const kept = new Set(after.policy.statements.map(textOf));
  const isSame = (statement: Statement): boolean =>
    before.policy.version === after.policy.version && kept.has(textOf(statement));
  const changed = before.policy.statements.filter((each) => each.effect === "Allow" && !isSame(each));
  if (changed.length === 0) return null;
  const own = new Set<Statement>(before.policy.statements);
  const only = before.view.variant((each) => (own.has(each) && each.effect === "Allow" && isSame(each) ? null : each));
  return filtered(only, [adminPolicy, ...documentsOf(after.view).flatMap((each) => turned(each, "Allow", "Deny"))]);
}

/** What passed and is denied now by a Deny that changed; null when none did in that state. */
function denied(before: Worded, after: Worded, state: MfaState): GapView | null {
  const known = new Set(before.policy.version === after.policy.version ? before.policy.statements.map(textOf) : []);
  const holding = new Map(before.view.guards.map((guard) => [guard.statement, guard.holdsIn]));
  const statements = after.policy.statements.filter((each, at) => {
    if (each.effect !== "Deny" || known.has(textOf(each))) return false;
    // One that differs in its MFA condition alone took the same requests already in every state in which it held.
    const old = before.policy.statements[at];
    const isSameButMfa = old !== undefined && textOf(withoutMfaKeys(old)) === textOf(withoutMfaKeys(each));
    return !(isSameButMfa && before.policy.version === after.policy.version && holding.get(old)?.has(state) === true);
  });
  if (statements.length === 0) return null;
  const document = { name: documentName, policy: { ...after.policy, statements } };
  return filtered(before.view, turned(document, "Deny", "Allow"));
}

function turned(
  { name, policy }: ProvePolicy,
  from: Statement["effect"],
  to: Statement["effect"],
): readonly ProvePolicy[] {
  const copies = policy.statements.flatMap((each) => (each.effect === from ? [{ ...each, effect: to }] : []));
  return copies.length === 0 ? [] : [{ name: `${name}, ${from} turned`, policy: { ...policy, statements: copies } }];
}

/** A layer in which nothing else speaks, and which must allow: it lets through what is asked about. */
function filtered(view: GapView, endpoint: readonly ProvePolicy[]): GapView {
  return view.about({ layers: { ...view.subject.layers, endpoint } });
}

function documentsOf({ subject: { layers } }: GapView): readonly ProvePolicy[] {
  const { identity, boundary = [], session = [], scps = [], rcps = [], resource } = layers;
  const named = [identity, boundary, session, ...scps, ...rcps].flatMap((layer) => ("unknown" in layer ? [] : layer));
  return resource === undefined || "unknown" in resource.policy ? named : [...named, resource.policy];
}

function withoutMfaKeys(statement: Statement): Statement {
  return { ...statement, conditions: statement.conditions.filter((entry) => !asksForMfa(entry)) };
}

function textOf(statement: Statement): string {
  return JSON.stringify({ ...statement, index: 0 });
}
