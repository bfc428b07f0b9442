import type { ClassVerdict } from "../../iam/prove/answer.ts";
import type { CaseTree } from "../../iam/prove/certificate.ts";
import type { Prover } from "../../iam/prove/prover.ts";
import type { GapView } from "./gap-view.ts";

/** What AWS decides itself for somebody with a long-term key, whatever the policies say. */
export interface ServiceRuleEffect {
  /** The rule's id in certificates, or its sentence. */
  readonly rule: string;
  /** `adds`: allowed although the text does not; `removes`: refused although the text allows; `may`: not documented. */
  readonly effect: "adds" | "removes" | "may";
  readonly actions: readonly string[];
}

/** What passes without MFA. */
export interface WithoutMfa {
  readonly count: number;
  /** Catalogue names that the text leaves open with MFA absent or false, in the catalogue's order. */
  readonly actions: readonly string[];
  /** Those that may be open there; not counted. */
  readonly may: readonly string[];
  readonly serviceRules: readonly ServiceRuleEffect[];
}

/** The actions open with MFA absent or false in any of the views, by the text of the policies alone. */
export function withoutMfa(engine: Prover, views: readonly GapView[]): WithoutMfa {
  const open = new Set<string>();
  const may = new Set<string>();
  for (const view of views) {
    // A trust policy decides about calls of STS; whatever else the caller may do to the role is not its business.
    const isAsked = (name: string): boolean => view.as !== "trust" || name.startsWith("sts:");
    for (const state of ["absent", "false"] as const) {
      for (const name of view.names(state, "open")) if (isAsked(name)) open.add(name);
      for (const name of view.names(state, "may")) if (isAsked(name)) may.add(name);
    }
  }
  for (const name of open) may.delete(name);
  const user = views.find(({ subject }) => subject.principal.kind === "user");
  return {
    count: open.size,
    actions: sorted(open),
    may: sorted(may),
    serviceRules: user === undefined ? [] : serviceRuleEffects(engine, user),
  };
}

function serviceRuleEffects(engine: Prover, view: GapView): readonly ServiceRuleEffect[] {
  const [cell] = engine.prove({ ...view.subject, credential: "user-key" }).cells;
  const found = new Map<string, { rule: string; effect: ServiceRuleEffect["effect"]; actions: string[] }>();
  const note = (rule: string, effect: ServiceRuleEffect["effect"], action: string): void => {
    const key = `${effect} ${rule}`;
    const entry = found.get(key) ?? { rule, effect, actions: [] };
    found.set(key, entry);
    entry.actions.push(action);
  };
  for (const { actions, answer } of cell?.classes ?? []) {
    for (const action of actions()) {
      const text = view.answer(action, "absent");
      const told = effectOf(text, answer);
      if (told !== null) note(told.rule, told.effect, action);
    }
  }
  return [...found.values()].map((each) => ({ ...each, actions: sorted(each.actions) }));
}

function effectOf(
  text: ClassVerdict,
  withRules: ClassVerdict,
): { readonly rule: string; readonly effect: ServiceRuleEffect["effect"] } | null {
  if (withRules.verdict === "open") {
    return withRules.rule === null || text.verdict === "open" ? null : { rule: withRules.rule, effect: "adds" };
  }
  if (text.verdict !== "open") return null;
  if (withRules.verdict === "may") return { rule: withRules.why, effect: "may" };
  return { rule: ruleIn(withRules.certificate().tree) ?? "a rule of AWS", effect: "removes" };
}

function ruleIn(tree: CaseTree): string | null {
  if (tree.kind === "service-rule") return tree.rule;
  return tree.kind === "split" ? (ruleIn(tree.whenTrue) ?? ruleIn(tree.whenFalse)) : null;
}

function sorted(names: Iterable<string>): readonly string[] {
  return [...names].sort((one, two) => {
    const [first, second] = [one.toLowerCase(), two.toLowerCase()];
    return first < second ? -1 : first > second ? 1 : 0;
  });
}
