import type { Policy } from "../../iam/language/policy.ts";
import type { ProveLayer, ProvePolicy } from "../../iam/prove/subject.ts";
import type { ModelGroup, ModelPrincipal } from "../account-model.ts";

/** Documents of a principal that come from one place, and why it is not sure that they do. */
export interface Placed {
  readonly documents: readonly ProvePolicy[];
  readonly why: string | null;
}

type Group = ModelPrincipal["groups"][number];

/** The documents of a principal's own inline policies, or of those of a group of it. */
export function inlineDocuments(who: ModelPrincipal, group: Group | null): Placed {
  const { identity, name: owner } = who.principal;
  if ("unknown" in identity) return { documents: [], why: identity.unknown };
  const told = group === null ? who.inline : group.inline;
  if (told !== undefined) return { documents: identity.filter(({ name }) => told.includes(name)), why: null };
  // Managed policies are named by their ARN. An inline one says whose it is, or nobody knows.
  const rest = identity.filter(({ name }) => !name.startsWith("arn:"));
  const ending = group === null ? ` of ${owner}` : ` of group ${group.name}`;
  const own = rest.filter(({ name }) => name.endsWith(ending) && (group !== null || !/ of group [^ ]+$/.test(name)));
  if (own.length > 0) return { documents: own, why: null };
  const unclear = rest.filter(({ name }) => !/ of /.test(name));
  return { documents: unclear, why: unclear.length === 0 ? null : "whose inline policies these are is not known" };
}

/** The documents of managed policies with these ARNs. */
export function attachedDocuments(who: ModelPrincipal, arns: readonly string[]): Placed {
  const { identity } = who.principal;
  if ("unknown" in identity) return { documents: [], why: identity.unknown };
  return { documents: identity.filter(({ name }) => arns.includes(name)), why: null };
}

/** Everything that comes from a group. */
export function groupDocuments(who: ModelPrincipal, group: Group): Placed {
  const inline = inlineDocuments(who, group);
  const attached = attachedDocuments(who, group.attached);
  return { documents: [...inline.documents, ...attached.documents], why: inline.why ?? attached.why };
}

/** A layer without some of its documents; one that stands there twice stays once. */
export function withoutDocuments(layer: ProveLayer, gone: readonly ProvePolicy[]): ProveLayer {
  if ("unknown" in layer) return layer;
  const left = new Set(gone.map(({ name }) => name));
  return layer.filter(({ name }) => !left.delete(name));
}

/** A layer with another document in the place of each that carries a name. */
export function withDocument(layer: ProveLayer, name: string, version: ProveLayer): ProveLayer {
  if ("unknown" in layer) return layer;
  if ("unknown" in version) return version;
  const [other] = version;
  return other === undefined
    ? layer
    : layer.map((each) => (each.name === name ? { name, policy: other.policy } : each));
}

/** True when some statement of the policy denies. */
export function hasDeny({ statements }: Policy): boolean {
  return statements.some(({ effect }) => effect === "Deny");
}

/** The ARNs of customer managed policies attached to a principal or to groups of it: those that can be rewritten. */
export function ownPolicies(who: ModelPrincipal): readonly string[] {
  const all = [...who.attached, ...who.groups.flatMap(({ attached }) => attached)];
  return [...new Set(all)].filter((arn) => arn.split(":")[4] === who.principal.account);
}

/** The groups of the account with their documents, as far as they are known. */
export function groupsOf(
  groups: readonly ModelGroup[] | undefined,
  principals: readonly ModelPrincipal[],
): readonly ModelGroup[] {
  if (groups !== undefined) return groups;
  const found = new Map<string, ModelGroup>();
  for (const who of principals) {
    for (const group of who.groups) {
      if (found.has(group.arn)) continue;
      const { documents, why } = groupDocuments(who, group);
      const identity = why === null ? documents : { unknown: `the policies of group ${group.name}: ${why}` };
      found.set(group.arn, { name: group.name, arn: group.arn, identity });
    }
  }
  return [...found.values()];
}
