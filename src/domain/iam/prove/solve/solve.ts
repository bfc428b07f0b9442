import type { CaseTree } from "../certificate.ts";
import type { KeyValues } from "../values/condition-test.ts";
import { holds } from "../values/tri.ts";
import type { Budget } from "./budget.ts";
import { accepts } from "../automata/nfa.ts";
import { demandInAllWays } from "../values/resource-test.ts";
import { type Atom, type Formula, type Problem, type ProblemStatement, type Side } from "./problem.ts";
import { type Model, nameOf, readingOf, search } from "./search.ts";

/** What became of a problem. */
export type Solved =
  | { readonly verdict: "open"; readonly model: Model }
  | { readonly verdict: "closed"; readonly tree: CaseTree }
  | { readonly verdict: "may"; readonly why: string };

/** First looks for a sure witness, then for a certificate; without both the answer is `may`, with its reason. */
export function solve(problem: Problem, budget: Budget): Solved {
  budget.next();
  const witness = search(problem, "witness", budget);
  if (witness.kind === "model") return { verdict: "open", model: witness.model };
  budget.next();
  const proof = search(problem, "certificate", budget);
  if (proof.kind === "closed") return { verdict: "closed", tree: proof.tree };
  if (witness.kind === "stopped") return stopped(witness.at);
  if (proof.kind === "stopped") return stopped(proof.at);
  return { verdict: "may", why: proof.kind === "model" ? reason(problem, proof.model) : "no proof was found" };
}

function stopped(at: string): Solved {
  return { verdict: "may", why: `the budget of solver states ended at ${at}` };
}

/** Why a model that possibly passes does not surely pass. */
function reason(problem: Problem, model: Model): string {
  const { denies, layers, mayDeny, formula, resources } = problem;
  for (const deny of denies) {
    if (statementHolds(deny, model, "witness") && !statementHolds(deny, model, "certificate"))
      return doubtOf(deny, model);
  }
  if (mayDeny !== null) return mayDeny;
  for (const { allows, otherwise } of layers.values()) {
    if (allows.some((allow) => statementHolds(allow, model, "witness")) || otherwise.kind === "yes") continue;
    if (otherwise.kind === "may") return otherwise.why;
    const possible = allows.find((allow) => statementHolds(allow, model, "certificate"));
    if (possible !== undefined) return doubtOf(possible, model);
  }
  const [unsure] = model.unsure;
  if (unsure !== undefined) return `whether a value of ${unsure} meets all conditions on it could not be worked out`;
  return (
    resources.refused?.doubt ?? resources.doubt ?? mayIn(formula) ?? "the request depends on what is not documented"
  );
}

function statementHolds(statement: ProblemStatement, model: Model, side: Side): boolean {
  if (statement.doubt !== null && (statement.effect === "Deny") !== (side === "witness")) return false;
  return statement.atoms.every((atom) => atomHolds(atom, model, side));
}

function atomHolds(atom: Atom, model: Model, side: Side): boolean {
  const reading = readingOf(atom, side);
  if (atom.kind === "condition") {
    const given: KeyValues = model.keys.get(atom.variable) ?? null;
    return holds(atom.test.holds(given), reading);
  }
  if (model.resource === null || model.resource === "*") return holds(atom.test.onNone, reading);
  const demand = demandInAllWays(atom.test, reading, (atom.effect === "Allow") === (side === "witness"));
  const isMet = accepts(demand.nfa, model.resource) === demand.want;
  return (atom.effect === "Allow") === (side === "witness") ? isMet : !isMet;
}

function doubtOf(statement: ProblemStatement, model: Model): string {
  if (statement.doubt !== null) return statement.doubt;
  const atom = statement.atoms.find(
    (each) => atomHolds(each, model, "witness") !== atomHolds(each, model, "certificate"),
  );
  if (atom === undefined) return statement.name;
  const why = atom.kind === "resource" ? resourceDoubt(atom, model) : conditionDoubt(atom);
  return `${statement.name}: ${why}`;
}

function resourceDoubt(atom: Extract<Atom, { readonly kind: "resource" }>, model: Model): string {
  if (model.resource === "*") return "the call names no resource, and some services grant it by a narrower ARN";
  return atom.test.doubt ?? nameOf(atom);
}

function conditionDoubt(atom: Extract<Atom, { readonly kind: "condition" }>): string {
  const { entry, values } = atom.test;
  return `${entry.operator} ${entry.key}: ${values?.doubt ?? "AWS does not say what such a comparison gives"}`;
}

function mayIn(formula: Formula): string | null {
  if (formula.kind === "may") return formula.why;
  if (formula.kind === "layer") return null;
  for (const part of formula.parts) {
    const why = mayIn(part);
    if (why !== null) return why;
  }
  return null;
}
