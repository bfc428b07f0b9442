import type { Statement } from "../language/policy.ts";
import { and, may, or, type Truth } from "../language/truth.ts";
import { statementsFor } from "./compiled-policy.ts";
import {
  isDeniedByNotPrincipal,
  isNamed,
  namedByNotPrincipal,
  type Naming,
  namingOf,
  unnamed,
} from "./match-principal.ts";
import { matchStatement } from "./match-statement.ts";
import type { Layer, NamedPolicy, TraceStep } from "./question.ts";
import type { Request } from "./request.ts";

/** What a layer says: whether a Deny of it matches, whether an Allow does. */
export interface LayerAnswer {
  readonly deny: Truth;
  readonly allow: Truth;
}

/** What a resource policy says: its Allow by the way it names the caller. */
export interface ResourceAnswer {
  readonly deny: Truth;
  readonly grants: Naming;
}

/** Collects trace steps; null when nobody asked for a trace. */
export type Trace = TraceStep[] | null;

/** Evaluates the policies of one layer. Principals that are named there must name the caller. */
export function layerAnswer(layer: Layer, name: string, request: Request, trace: Trace): LayerAnswer {
  if ("unknown" in layer) return unknownLayer(name, layer.unknown, trace);
  let deny: Truth = false;
  let allow: Truth = false;
  for (const { policy, name: policyName } of layer) {
    for (const each of statementsFor(policy, request.action)) {
      const { statement } = each;
      const named = statement.principals === null ? true : isNamed(namingOf(statement.principals.entries, request));
      const truth = named === false ? false : located(and(named, matchStatement(each, request)), policyName, statement);
      if (statement.effect === "Deny") deny = or(deny, truth);
      else allow = or(allow, truth);
      note(trace, name, policyName, statement, truth);
    }
  }
  if (allow === false) nothingAllows(trace, name);
  return { deny, allow };
}

/** Evaluates a resource, trust or key policy. `hasBoundary` matters for a Deny with NotPrincipal. */
export function resourceAnswer(
  layer: NamedPolicy | { readonly unknown: string },
  hasBoundary: Truth,
  request: Request,
  trace: Trace,
): ResourceAnswer {
  if ("unknown" in layer) {
    const { deny } = unknownLayer("resource", layer.unknown, trace);
    return { deny, grants: { direct: deny, limited: deny, star: deny, account: deny } };
  }
  let deny: Truth = false;
  let grants = unnamed;
  for (const each of statementsFor(layer.policy, request.action)) {
    const { statement } = each;
    const naming = statementNaming(statement, hasBoundary, request);
    const named = isNamed(naming);
    const truth = named === false ? false : located(matchStatement(each, request), layer.name, statement);
    const matched = truth === false ? false : located(and(named, truth), layer.name, statement);
    if (statement.effect === "Deny") deny = or(deny, matched);
    else if (truth !== false) {
      grants = {
        direct: or(grants.direct, and(naming.direct, truth)),
        limited: or(grants.limited, and(naming.limited, truth)),
        star: or(grants.star, and(naming.star, truth)),
        account: or(grants.account, and(naming.account, truth)),
      };
    }
    note(trace, "resource", layer.name, statement, matched);
  }
  if (isNamed(grants) === false) nothingAllows(trace, "resource");
  return { deny, grants };
}

function statementNaming(statement: Statement, hasBoundary: Truth, request: Request): Naming {
  const { principals } = statement;
  if (principals === null) return { ...unnamed, star: true };
  if (!principals.negated) return namingOf(principals.entries, request);
  if (principals.entries.length === 0) return { ...unnamed, star: may("NotPrincipal lists nobody") };
  if (statement.effect === "Deny") {
    return { ...unnamed, star: isDeniedByNotPrincipal(principals.entries, hasBoundary, request) };
  }
  return namedByNotPrincipal(principals.entries, request);
}

function unknownLayer(name: string, what: string, trace: Trace): LayerAnswer {
  const truth = may(`${name} is not known: ${what}`);
  trace?.push({ layer: name, policy: what, statement: null, effect: null, outcome: "may-match", why: truth.why });
  return { deny: truth, allow: truth };
}

function nothingAllows(trace: Trace, layer: string): void {
  trace?.push({ layer, policy: layer, statement: null, effect: null, outcome: "nothing-allows" });
}

function note(trace: Trace, layer: string, policy: string, statement: Statement, truth: Truth): void {
  if (trace === null || truth === false) return;
  const step = { layer, policy, statement: statementName(statement), effect: statement.effect };
  if (truth === true) trace.push({ ...step, outcome: "matched" });
  else trace.push({ ...step, outcome: "may-match", why: truth.why });
}

function located(truth: Truth, policy: string, statement: Statement): Truth {
  if (typeof truth === "boolean") return truth;
  const place = `${policy} ${statementName(statement)}: `;
  return truth.why.startsWith(place) ? truth : may(place + truth.why);
}

function statementName(statement: Statement): string {
  const place = `Statement[${statement.index}]`;
  return statement.sid === null || statement.sid === "" ? place : `${place} ${statement.sid}`;
}
