import type { Policy, Statement } from "./policy.ts";

/**
 * A policy that allows everything on everything: to whoever carries it, or, as the policy of a resource, to the
 * principals that it names.
 */
export function allowEverything(principals: Statement["principals"] = null): Policy {
  return {
    version: "2012-10-17",
    statements: [
      {
        index: 0,
        sid: null,
        effect: "Allow",
        actions: { negated: false, patterns: ["*"] },
        resources: { negated: false, patterns: ["*"] },
        principals,
        conditions: [],
      },
    ],
  };
}
