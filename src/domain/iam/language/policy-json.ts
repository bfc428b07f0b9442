import type { ConditionEntry, Policy, PrincipalEntry, Statement } from "./policy.ts";

/** A policy as IAM's JSON. Reading it back gives the same policy; the layout of the text it came from is gone. */
export function policyJson({ version, statements }: Policy): Readonly<Record<string, unknown>> {
  return { Version: version, Statement: statements.map(statementJson) };
}

/** A statement as IAM's JSON. */
export function statementJson(statement: Statement): Readonly<Record<string, unknown>> {
  const { sid, effect, actions, resources, principals, conditions } = statement;
  return {
    ...(sid === null ? {} : { Sid: sid }),
    Effect: effect,
    ...(principals === null
      ? {}
      : { [principals.negated ? "NotPrincipal" : "Principal"]: principalJson(principals.entries) }),
    [actions.negated ? "NotAction" : "Action"]: actions.patterns,
    ...(resources === null ? {} : { [resources.negated ? "NotResource" : "Resource"]: resources.patterns }),
    ...(conditions.length === 0 ? {} : { Condition: conditionJson(conditions) }),
  };
}

function principalJson(entries: readonly PrincipalEntry[]): unknown {
  if (entries.some(({ type }) => type === "*")) return "*";
  const byType = new Map<string, string[]>();
  for (const { type, value } of entries) {
    const values = byType.get(type);
    if (values === undefined) byType.set(type, [value]);
    else values.push(value);
  }
  return Object.fromEntries(byType);
}

function conditionJson(conditions: readonly ConditionEntry[]): unknown {
  const byOperator = new Map<string, Map<string, readonly string[]>>();
  for (const { operator, key, values } of conditions) {
    const keys = byOperator.get(operator) ?? new Map<string, readonly string[]>();
    byOperator.set(operator, keys);
    keys.set(key, values);
  }
  return Object.fromEntries([...byOperator].map(([operator, keys]) => [operator, Object.fromEntries(keys)]));
}
