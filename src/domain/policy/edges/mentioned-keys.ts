import type { Policy } from "../../iam/language/policy.ts";
import type { ProveLayer, ProveLayers } from "../../iam/prove/subject.ts";

const known = new WeakMap<Policy, ReadonlySet<string>>();

/** The condition keys (lower case) that a policy looks at, in conditions and in variables. */
export function mentionedKeys(policy: Policy): ReadonlySet<string> {
  const found = known.get(policy);
  if (found !== undefined) return found;
  const keys = new Set<string>();
  for (const { conditions, resources } of policy.statements) {
    for (const { key } of conditions) keys.add(key.toLowerCase());
    const texts = [...(resources?.patterns ?? []), ...conditions.flatMap(({ values }) => values)];
    for (const text of texts) {
      for (const [, variable = ""] of text.matchAll(/\$\{([^},]*)/g)) keys.add(variable.trim().toLowerCase());
    }
  }
  known.set(policy, keys);
  return keys;
}

/** Whether a policy looks at who calls. */
export function isPersonal(policy: Policy): boolean {
  for (const key of mentionedKeys(policy)) if (/^aws:(user(name|id)$|principal)/.test(key)) return true;
  return false;
}

/** The policies of all layers but that of the resource. */
export function policiesOf(layers: ProveLayers): readonly Policy[] {
  const of = (layer: ProveLayer | undefined): readonly Policy[] =>
    layer === undefined || "unknown" in layer ? [] : layer.map(({ policy }) => policy);
  const all = [layers.identity, layers.boundary, layers.session, ...(layers.scps ?? []), ...(layers.rcps ?? [])];
  return all.flatMap(of);
}
