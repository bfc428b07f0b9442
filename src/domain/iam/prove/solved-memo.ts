import { hasOne } from "./actions/action-set.ts";
import type { CaseTree, StatementRef } from "./certificate.ts";
import type { Outcome } from "./decide-group.ts";
import { isLongTerm } from "./facts/caller.ts";
import type { LiveStatement } from "./layers/live-statement.ts";
import { ownServices } from "./layers/live-statements.ts";
import type { CellContext } from "./problem-for.ts";
import { type RecentMap, recentMap } from "./recent-map.ts";
import type { Budget } from "./solve/budget.ts";
import type { SubjectFacts } from "./subject-facts.ts";

interface Store {
  readonly get: (key: string) => Kept | undefined;
  readonly set: (key: string, kept: Kept) => unknown;
}

/** Finds the outcome of a group, or has it worked out. */
type Solve = (forms: string, budget: Budget, decide: () => Outcome) => Outcome;

/** Remembers what the same statements say of the same resources. */
export interface SolvedMemo {
  /** For the groups of a part, which every cut takes whole or not at all; `sample` is one of its actions. */
  readonly about: (
    context: CellContext,
    part: number,
    sample: number,
  ) => {
    /** The same cell with the statements alone that can speak of the part. */
    readonly context: CellContext;
    readonly own: Solve;
    readonly shared: Solve;
  };
}

/** A remembered outcome. */
export interface Kept {
  readonly outcome: Outcome;
  /** The statements that take part, in the order of their layers. */
  readonly refs: readonly StatementRef[];
}

/** What was solved for any subject, by facts, forms and statements. */
export interface SharedSolved extends RecentMap<string, Kept> {
  /** A number for a text of facts, so that keys are short. */
  readonly numberOf: (text: string) => number;
}

/** A store with room for the outcomes used last. */
export function sharedSolved(): SharedSolved {
  const numbers = recentMap<string, number>(1_000);
  let last = 0;
  const numberOf = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(text, last);
    return last;
  };
  return { ...recentMap(12_000), numberOf };
}

/**
 * The memo of one subject. Outcomes to which no statement contributes that looks at the caller go to the shared store:
 * they depend on the statements, the facts of the subject and the forms of resources alone.
 */
export function solvedMemo(facts: SubjectFacts, shared: SharedSolved): SolvedMemo {
  const own = new Map<string, Kept>();
  const number = shared.numberOf(facts.text);
  return {
    about: (context, part, sample) => {
      const { subject, cell, live, rules, layers, universe } = context;
      const taking = live.filter(({ indexed }) => hasOne(indexed.cover.possible, sample));
      const isShared =
        facts.canShare &&
        taking.every(({ indexed }) => !indexed.isPersonal) &&
        !rules.ownDevice.some(({ actions }) => hasOne(actions, sample));
      const cap = rules.may.findIndex(({ actions }) => hasOne(actions, sample));
      const service = universe.serviceOf(sample) ?? "";
      const bound = layers.map(({ services }) => (services === null || services.has(service) ? "" : "-")).join("");
      // Statements of these services read patterns in their own way.
      const reading = ownServices.has(service) ? service : "";
      const tags = taking.map((each) => {
        const { cover, full } = each.indexed;
        return `${each.tag}${hasOne(full, sample) ? "f" : ""}${hasOne(cover.sure, sample) ? "" : "m"}`;
      });
      const key = `${isLongTerm(subject.credential, cell) ? "k" : ""} ${cap} ${bound} ${reading} ${tags.join(" ")}`;
      const within = (store: Store, full: string, budget: Budget, decide: () => Outcome): Outcome => {
        const kept = store.get(full);
        if (kept !== undefined) return placed(kept, taking);
        const outcome = decide();
        // INVARIANT: what ended for want of budget is not an answer to anybody else.
        if (!budget.isSpent()) store.set(full, { outcome, refs: taking.map(({ ref }) => ref) });
        return outcome;
      };
      return {
        context: { ...context, live: taking },
        own: (forms, budget, decide) => within(own, `${part} ${forms} ${key}`, budget, decide),
        shared: (forms, budget, decide) =>
          isShared
            ? within(shared, `${number} ${forms} ${key}`, budget, decide)
            : within(own, `${part} ${forms} ${key}`, budget, decide),
      };
    },
  };
}

/** A remembered outcome for statements that stand elsewhere among the documents of a subject. */
function placed({ outcome, refs }: Kept, taking: readonly LiveStatement[]): Outcome {
  if (outcome.kind !== "closed") return outcome;
  const isSame = refs.every((ref, place) => {
    const now = taking[place]?.ref;
    return now?.document === ref.document && now.statement === ref.statement && now.layer === ref.layer;
  });
  if (isSame) return outcome;
  const places = new Map(refs.map((ref, place) => [textOf(ref), taking[place]?.ref ?? ref]));
  return { ...outcome, tree: () => moved(outcome.tree(), (ref) => places.get(textOf(ref)) ?? ref) };
}

function textOf({ layer, document, statement }: StatementRef): string {
  return `${layer}/${document}/${statement}`;
}

function moved(tree: CaseTree, place: (ref: StatementRef) => StatementRef): CaseTree {
  switch (tree.kind) {
    case "split":
      return {
        kind: "split",
        atom: { ...tree.atom, statement: place(tree.atom.statement) },
        whenTrue: moved(tree.whenTrue, place),
        whenFalse: moved(tree.whenFalse, place),
      };
    case "deny":
      return { kind: "deny", statement: place(tree.statement) };
    case "no-grant":
    case "conflict":
    case "service-rule":
      return tree;
  }
}
