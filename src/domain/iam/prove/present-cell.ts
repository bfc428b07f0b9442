import { countBelow, eachOf, firstOf } from "./actions/action-set.ts";
import type { ActionClass, CellProof, ClassVerdict } from "./answer.ts";
import type { Decided } from "./decide-cells.ts";
import type { Outcome } from "./decide-group.ts";
import { byResourceTypes } from "./groups.ts";
import { type CellContext, groupForms, problemFor } from "./problem-for.ts";
import { budgetOf } from "./solve/budget.ts";
import { findResource } from "./solve/find-resource.ts";
import type { Model } from "./solve/search.ts";
import { witnessOf } from "./witness-of.ts";

/** The classes of one cell as callers see them: names, witnesses and certificates are made when asked for. */
export function presentCell(context: CellContext, decided: readonly Decided[]): CellProof {
  const { cell } = context;
  const classes = decided.map(({ actions, outcome }): ActionClass => {
    const names = (): readonly string[] => namesOf(context, actions);
    return {
      size: sizeOf(context, actions),
      numbers: () => numbersOf(context, actions),
      actions: () => (typeof actions === "string" ? [] : names().filter((name) => !name.includes("<"))),
      symbolic: () => (typeof actions === "string" ? names() : names().filter((name) => name.includes("<"))),
      answer: verdictOf(context, outcome, names, () => firstName(context, actions)),
    };
  });
  return { cell, classes };
}

/** An outcome as callers see it. */
export function verdictOf(
  context: CellContext,
  outcome: Outcome,
  names: () => readonly string[],
  first: () => string = () => names()[0] ?? "",
): ClassVerdict {
  const { subject, cell, named } = context;
  switch (outcome.kind) {
    case "open":
      return {
        verdict: "open",
        rule: outcome.rule,
        witness: (action) => {
          const name = action ?? first();
          const { resource, keys } = outcome.model ?? anyModel;
          return witnessOf(subject, cell, name, resource ?? ownResource(context, name), keys);
        },
      };
    case "closed":
      return {
        verdict: "closed",
        certificate: () => ({
          actions: names().map((name) => name.toLowerCase()),
          cell,
          resources: outcome.resources,
          ...(named === null ? {} : { within: named }),
          tree: outcome.tree(),
        }),
      };
    case "may":
      return { verdict: "may", why: outcome.why };
  }
}

const anyModel: Pick<Model, "resource" | "keys"> = { resource: null, keys: new Map() };

/** A resource that the action can have, when any will do. */
function ownResource(context: CellContext, action: string): string {
  const { universe } = context;
  const id = universe.index.byName.get(action.toLowerCase());
  if (id === undefined) return "*";
  const [group] = byResourceTypes([id], universe);
  if (group === undefined) return "*";
  const { resources } = problemFor(context, { kind: "group", group }, groupForms(context, group));
  const found = findResource([], resources, "witness", budgetOf(10_000));
  return typeof found === "object" ? found.resource : "*";
}

function numbersOf({ universe }: CellContext, actions: Decided["actions"]): readonly number[] {
  if (typeof actions === "string") return [];
  if (!("words" in actions)) return actions.filter((id) => id < universe.known);
  const numbers: number[] = [];
  eachOf(actions, (id) => {
    if (id < universe.known) numbers.push(id);
  });
  return numbers;
}

function sizeOf({ universe }: CellContext, actions: Decided["actions"]): number {
  if (typeof actions === "string") return 0;
  if ("words" in actions) return countBelow(actions, universe.known);
  return actions.reduce((sum, id) => sum + (id < universe.known ? 1 : 0), 0);
}

function firstName({ universe }: CellContext, actions: Decided["actions"]): string {
  if (typeof actions === "string") return actions;
  const [first] = "words" in actions ? [firstOf(actions)] : actions;
  return first === undefined || first === null ? "" : universe.nameOf(first);
}

function namesOf({ universe }: CellContext, actions: Decided["actions"]): readonly string[] {
  if (typeof actions === "string") return [actions];
  if (!("words" in actions)) return actions.map(universe.nameOf);
  const names: string[] = [];
  eachOf(actions, (id) => names.push(universe.nameOf(id)));
  return names;
}
