import type { GapHit } from "../gap.ts";
import { type GapView, witnessOf } from "../judging/gap-view.ts";
import type { GuardStatement } from "./guard-statement.ts";
import { demandingMfa } from "./mfa-condition.ts";
import { isWithin } from "./within.ts";
import { type MfaState, mfaStates } from "./mfa-state.ts";
import type { Statement } from "../../iam/language/policy.ts";
import { actionIndex } from "../../iam/catalogue/action-index.ts";
import type { ClassVerdict } from "../../iam/prove/answer.ts";

/**
 * What passes because some guards have a fault: open today, closed once they are mended (their MFA conditions in the
 * form that demands MFA, unless `mend` says otherwise). Where the documents grant nothing that the fault lets through,
 * one `note` tells what it would let through beside a statement that allows everything.
 */
export function letThrough(
  view: GapView,
  isFaulty: (guard: GuardStatement) => boolean,
  mend: (statement: Statement) => Statement = demandingMfa,
): readonly GapHit[] {
  const faulty = view.guards.filter(isFaulty);
  const [first] = faulty;
  if (first === undefined) return [];
  const own = hitsOf(view, faulty, mend);
  if (own.length > 0) return own;
  const beside = hitsOf(view.besideAdmin(), faulty, mend);
  const name = firstName(beside.map(({ action }) => action));
  const example = beside.find(({ action }) => action === name);
  if (example === undefined) return [];
  const says = `These documents grant nothing that it lets through; beside a statement that allows everything, ${beside.length === 1 ? "1 action passes" : `${beside.length} actions pass`}.`;
  return [{ ...example, verdict: "note", says }];
}

/** Each action with the states in which it passes, or may pass, in the first view and not in the second. */
export function openedBetween(
  view: GapView,
  closed: GapView,
): readonly { readonly action: string; readonly open: readonly MfaState[]; readonly may: readonly MfaState[] }[] {
  const found = new Map<number, { open: MfaState[]; may: MfaState[] }>();
  const isNamed = isWithin(view);
  for (const state of mfaStates) {
    if (!view.states.includes(state) || !closed.states.includes(state)) continue;
    for (const verdict of ["open", "may"] as const) {
      for (const action of view.verdicts.numbers(state, verdict)) {
        const isShut =
          closed.verdicts.is(action, state, "closed") ||
          (verdict === "open" && isNamed && isShutByName(closed, view.nameOf(action), state));
        if (!isShut) continue;
        const entry = found.get(action) ?? { open: [], may: [] };
        found.set(action, entry);
        entry[verdict].push(state);
      }
    }
  }
  return [...found].map(([action, states]) => ({ action: view.nameOf(action), ...states }));
}

/**
 * Of a view on some resources: what is shut for requests that name one. Whether a call that may name none is one of
 * them nobody can tell, which is no doubt about the others.
 */
function isShutByName(closed: GapView, action: string, state: MfaState): boolean {
  const { byName, typesOf, resourceTypes } = actionIndex();
  const types = resourceTypes[typesOf[byName.get(action.toLowerCase()) ?? -1] ?? -1];
  if (types === undefined || types.required || types.patterns.length === 0) return false;
  if (closed.answer(action, state).verdict !== "may") return false;
  const answers = closed.ask(action, ["arn:*:*:*:*:*"]);
  return answers.some((each) => each.state === state && each.answer.verdict === "closed");
}

function hitsOf(
  view: GapView,
  faulty: readonly GuardStatement[],
  mend: (statement: Statement) => Statement,
): readonly GapHit[] {
  const isFaulty = (ref: GuardStatement["ref"]): boolean => faulty.some((each) => refText(each.ref) === refText(ref));
  const mended = view.variant((statement, ref) => (isFaulty(ref) ? mend(statement) : statement));
  const [first] = faulty;
  const statement = first === undefined ? null : { document: first.document, index: first.statement.index };
  return openedBetween(view, mended).map(({ action, open, may }): GapHit => {
    const [state] = open.length > 0 ? open : may;
    const answer = state === undefined ? null : view.answer(action, state);
    if (answer?.verdict === "open") return openHit(answer, { action, states: open, statement });
    const why = answer?.verdict === "may" ? answer.why : undefined;
    return { verdict: "may", action, states: may, witness: null, why, statement };
  });
}

/** The first of some names, whatever their order: an example that stays the same. */
export function firstName(names: readonly string[]): string | undefined {
  return names.reduce<string | undefined>(
    (first, name) => (first === undefined || name < first ? name : first),
    undefined,
  );
}

/** A gap whose witness is made when somebody looks at it: beside an administrator there are 22,000. */
export function openHit(answer: ClassVerdict, hit: Omit<GapHit, "verdict" | "witness">): GapHit {
  let made: { readonly witness: GapHit["witness"] } | null = null;
  return {
    ...hit,
    verdict: "gap",
    get witness() {
      made ??= { witness: witnessOf(answer, hit.action) };
      return made.witness;
    },
  };
}

function refText({ layer, document, statement }: GuardStatement["ref"]): string {
  return `${layer} ${document} ${statement}`;
}
