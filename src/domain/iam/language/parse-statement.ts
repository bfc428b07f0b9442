import { iamErrors } from "./errors.ts";
import { parseCondition } from "./parse-condition.ts";
import { parsePrincipal } from "./parse-principal.ts";
import { inside, type Place, refuse } from "./place.ts";
import type { Statement } from "./policy.ts";
import { type PolicyKind, principalRules } from "./policy-kind.ts";
import { recordAt, textsAt } from "./read-value.ts";

const elements = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
]);

/** Reads one statement; `index` is its position in the document. */
export function parseStatement(value: unknown, as: PolicyKind, place: Place, index: number): Statement {
  const statement = recordAt(value, place, "a statement");
  for (const key of Object.keys(statement)) {
    if (!elements.has(key)) {
      refuse(
        iamErrors.IAM_POLICY_ELEMENT,
        inside(place, key),
        `there is no element ${JSON.stringify(key)} in a statement`,
      );
    }
  }
  const sid = statement["Sid"];
  if (sid !== undefined && typeof sid !== "string") {
    refuse(iamErrors.IAM_POLICY_SHAPE, inside(place, "Sid"), "Sid must be text");
  }
  const effect = statement["Effect"];
  if (effect === undefined) refuse(iamErrors.IAM_POLICY_SHAPE, place, "Effect is missing");
  if (effect !== "Allow" && effect !== "Deny") {
    refuse(iamErrors.IAM_POLICY_VALUE, inside(place, "Effect"), 'Effect must be "Allow" or "Deny"');
  }
  return {
    index,
    sid: sid ?? null,
    effect,
    actions: actionsOf(statement, place),
    resources: resourcesOf(statement, as, place),
    principals: principalsOf(statement, as, place),
    conditions: parseCondition(statement["Condition"], inside(place, "Condition")),
  };
}

type Members = Readonly<Record<string, unknown>>;

function actionsOf(statement: Members, place: Place): Statement["actions"] {
  const { negated, value, at } = exactlyOne(statement, "Action", "NotAction", place);
  const patterns = textsAt(value, at, negated ? "NotAction" : "Action").map(([text, where]) => {
    if (text !== "*" && !/^[^:\s]+:[^:\s]+$/.test(text)) {
      refuse(
        iamErrors.IAM_POLICY_VALUE,
        where,
        `${JSON.stringify(text)} is neither "*" nor of the form service:Action`,
      );
    }
    return text;
  });
  return { negated, patterns };
}

function resourcesOf(statement: Members, as: PolicyKind, place: Place): Statement["resources"] {
  if (as === "trust") {
    for (const name of ["Resource", "NotResource"]) {
      if (statement[name] !== undefined) {
        refuse(
          iamErrors.IAM_POLICY_ELEMENT,
          inside(place, name),
          `a trust policy has no ${name}: it speaks of its own role`,
        );
      }
    }
    return null;
  }
  const { negated, value, at } = exactlyOne(statement, "Resource", "NotResource", place);
  const patterns = textsAt(value, at, negated ? "NotResource" : "Resource").map(([text, where]) => {
    if (text === "") refuse(iamErrors.IAM_POLICY_VALUE, where, "a resource must not be empty");
    return text;
  });
  return { negated, patterns };
}

function principalsOf(statement: Members, as: PolicyKind, place: Place): Statement["principals"] {
  const rule = principalRules[as];
  const hasBoth = statement["Principal"] !== undefined && statement["NotPrincipal"] !== undefined;
  const negated = statement["NotPrincipal"] !== undefined;
  const name = negated ? "NotPrincipal" : "Principal";
  const at = inside(place, name);
  const value = statement[name];
  if (hasBoth) refuse(iamErrors.IAM_POLICY_SHAPE, place, "Principal and NotPrincipal exclude each other");
  if (value === undefined) {
    if (rule.principal === "needed") refuse(iamErrors.IAM_POLICY_SHAPE, place, "Principal is missing");
    return null;
  }
  if (rule.principal === "none" || (negated && !rule.notPrincipal)) {
    refuse(iamErrors.IAM_POLICY_ELEMENT, at, `${name} is not allowed in ${kindText[as]}`);
  }
  const entries = parsePrincipal(value, at);
  if (rule.starOnly && entries.some((entry) => entry.type !== "*")) {
    refuse(iamErrors.IAM_POLICY_VALUE, at, 'a resource control policy names no principal but "*"');
  }
  return { negated, entries };
}

const kindText: Readonly<Record<PolicyKind, string>> = {
  identity: "an identity policy",
  resource: "a resource policy",
  trust: "a trust policy",
  scp: "a service control policy",
  rcp: "a resource control policy",
  boundary: "a permissions boundary",
  session: "a session policy",
  endpoint: "an endpoint policy",
};

function exactlyOne(
  statement: Members,
  plain: string,
  not: string,
  place: Place,
): { negated: boolean; value: unknown; at: Place } {
  const hasPlain = statement[plain] !== undefined;
  const negated = statement[not] !== undefined;
  if (hasPlain && negated) refuse(iamErrors.IAM_POLICY_SHAPE, place, `${plain} and ${not} exclude each other`);
  if (!hasPlain && !negated) refuse(iamErrors.IAM_POLICY_SHAPE, place, `${plain} is missing`);
  const name = negated ? not : plain;
  return { negated, value: statement[name], at: inside(place, name) };
}
