import { glob, matchesGlob } from "../../../iam/language/glob.ts";
import type { Policy, Statement } from "../../../iam/language/policy.ts";
import type { ProveLayer } from "../../../iam/prove/subject.ts";

const known = new WeakMap<Policy, Map<string, Policy>>();

/**
 * A layer without the Allow statements that reach none of some ARNs: what such a statement may allow on calls that name
 * no resource makes nobody administrator. Variables count as any text.
 */
export function wideGrants(layer: ProveLayer, arns: readonly string[]): ProveLayer {
  if ("unknown" in layer) return layer;
  const key = arns.join(" ");
  return layer.map(({ name, policy }) => {
    const made = known.get(policy) ?? new Map<string, Policy>();
    known.set(policy, made);
    const found = made.get(key) ?? widePart(policy, arns);
    made.set(key, found);
    return { name, policy: found };
  });
}

function widePart(policy: Policy, arns: readonly string[]): Policy {
  const statements = policy.statements.filter((each) => each.effect === "Deny" || isWide(each, arns));
  return statements.length === policy.statements.length ? policy : { ...policy, statements };
}

function isWide({ resources }: Statement, arns: readonly string[]): boolean {
  if (resources === null || resources.negated) return true;
  return resources.patterns.some((pattern) => {
    const wide = glob(pattern.replaceAll(/\$\{[^}]*\}/g, "*"));
    return arns.some((arn) => matchesGlob(wide, arn));
  });
}
