import { isSeen } from "../../domain/core/fact.ts";
import type { OrganizationFacts, OrgPolicy } from "../../domain/snapshot/organization-facts.ts";

/** AWS attaches at most five policies of a type to a root, unit or account. Source: Organizations quotas. */
const most = 5;

/** Names of the policies of a type that are attached to a target; null when nobody read what is attached. */
export function attachedTo(
  organization: OrganizationFacts,
  type: OrgPolicy["type"],
  target: string,
): readonly OrgPolicy[] | null {
  if (!isSeen(organization.policies)) return null;
  const ofType = organization.policies.value.filter((policy) => policy.type === type);
  // AWS's own RCP sits on every target and takes one place; its targets are never listed.
  const everywhere = (policy: OrgPolicy) => policy.id === "p-RCPFullAWSAccess";
  if (ofType.some((policy) => !everywhere(policy) && !isSeen(policy.targets))) return null;
  return ofType.filter(
    (policy) => everywhere(policy) || (isSeen(policy.targets) && policy.targets.value.includes(target)),
  );
}

/**
 * How many more policies of a type every one of the targets takes, and the target with least room. What is not known to
 * be attached counts as if one place were left.
 */
export function roomOn(
  organization: OrganizationFacts,
  type: OrgPolicy["type"],
  targets: readonly string[],
): { readonly room: number; readonly tightest: string; readonly attached: readonly string[] } {
  let room = most;
  let tightest = targets[0] ?? "";
  let names: readonly string[] = [];
  for (const target of targets) {
    const attached = attachedTo(organization, type, target);
    // An account that has only AWS's own RCP may show none at all.
    const taken = attached === null ? most - 1 : Math.max(attached.length, type === "RESOURCE_CONTROL_POLICY" ? 1 : 0);
    if (most - taken < room) {
      room = most - taken;
      tightest = target;
      names = attached?.map(({ name }) => name) ?? [];
    }
  }
  return { room, tightest, attached: names };
}
