import type { Policy } from "../../../domain/iam/language/policy.ts";

/** Whether two policies say the same, statement by statement; the order of conditions has no meaning. */
export function sameMeaning(one: Policy, two: Policy): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(two));
}

function ordered({ version, statements }: Policy): unknown {
  return {
    version,
    statements: statements.map(({ sid, effect, actions, resources, principals, conditions }) => ({
      sid,
      effect,
      actions: [actions.negated, actions.patterns],
      resources: resources === null ? null : [resources.negated, resources.patterns],
      principals,
      conditions: conditions
        .map(({ operator, key, values }) => JSON.stringify([operator, key, values]))
        .sort((a, b) => (a < b ? -1 : 1)),
    })),
  };
}
