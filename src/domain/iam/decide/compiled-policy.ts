import { type ActionPattern, actionPattern, coversAction } from "../language/action-pattern.ts";
import type { Policy, Statement } from "../language/policy.ts";
import { type Condition, condition } from "./match-condition.ts";
import { type ResourcePattern, resourcePattern } from "./match-resource.ts";

/** A statement, ready to match. */
export interface CompiledStatement {
  readonly statement: Statement;
  readonly actions: readonly ActionPattern[];
  readonly resources: readonly ResourcePattern[];
  readonly conditions: readonly Condition[];
}

interface CompiledPolicy {
  readonly statements: readonly CompiledStatement[];
  readonly byAction: Map<string, readonly CompiledStatement[]>;
}

// Keyed by the parsed document: whoever parses a document once has it prepared once, however many principals carry it.
const compiled = new WeakMap<Policy, CompiledPolicy>();
const mostActions = 2000;

/** The statements of a policy whose Action or NotAction covers an action (lower case); remembered per action. */
export function statementsFor(policy: Policy, action: string): readonly CompiledStatement[] {
  let ready = compiled.get(policy);
  if (ready === undefined) {
    ready = { statements: policy.statements.map((each) => compile(each, policy.version)), byAction: new Map() };
    compiled.set(policy, ready);
  }
  const known = ready.byAction.get(action);
  if (known !== undefined) return known;
  const found = ready.statements.filter(({ statement, actions }) => {
    // An empty NotAction is left to the evaluator, which answers may.
    return actions.some((pattern) => coversAction(pattern, action)) !== statement.actions.negated;
  });
  if (ready.byAction.size >= mostActions) ready.byAction.clear();
  ready.byAction.set(action, found);
  return found;
}

function compile(statement: Statement, version: Policy["version"]): CompiledStatement {
  return {
    statement,
    actions: statement.actions.patterns.map(actionPattern),
    resources: (statement.resources?.patterns ?? []).map((pattern) => resourcePattern(pattern, version)),
    conditions: statement.conditions.map((entry) => condition(entry, version)),
  };
}
