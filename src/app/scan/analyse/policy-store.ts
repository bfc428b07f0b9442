import { type Fact, isSeen } from "../../../domain/core/fact.ts";
import type { Layer, NamedPolicy } from "../../../domain/iam/decide/question.ts";
import { parsePolicy } from "../../../domain/iam/language/parse-policy.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import type { OrganizationFacts, OrgPolicy } from "../../../domain/snapshot/organization-facts.ts";
import { type GuardType, policyLevels } from "../../../domain/snapshot/policy-levels.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";

/** The organization policies of a snapshot, parsed once, as layers of the decision engine. */
export interface PolicyStore {
  /** A stored document by its hash; undefined when the snapshot lacks it. */
  readonly document: (sha256: string) => unknown;
  /**
   * SCP or RCP levels that speak for an account, organization root first; null when none does. A level whose policies
   * could not be read or parsed is unknown.
   */
  readonly levels: (account: AccountFacts, type: GuardType) => readonly Layer[] | null;
}

/** Reads every SCP and RCP of the snapshot. */
export async function policyStore(snapshot: Snapshot): Promise<PolicyStore> {
  const { organization } = snapshot;
  const documents = new Map<string, unknown>();
  const parsed = new Map<string, NamedPolicy | { readonly unknown: string }>();
  const all = isSeen(organization.policies) ? organization.policies.value : [];
  for (const policy of all) {
    if (!isSeen(policy.document)) continue;
    const { sha256 } = policy.document.value;
    if (!documents.has(sha256)) documents.set(sha256, await snapshot.document(sha256));
    parsed.set(policy.id, parsedPolicy(policy, documents.get(sha256)));
  }
  const cache = new Map<string, readonly Layer[] | null>();
  return {
    document: (sha256) => documents.get(sha256),
    levels: (account, type) => {
      const key = `${type} ${account.kind} ${account.id} ${pathKey(account.path)}`;
      const known = cache.get(key);
      if (known !== undefined) return known;
      const made = layersOf(organization, account, type, parsed);
      cache.set(key, made);
      return made;
    },
  };
}

function parsedPolicy(policy: OrgPolicy, document: unknown): NamedPolicy | { readonly unknown: string } {
  const name = `${policy.name} (${policy.id})`;
  try {
    const as = policy.type === "SERVICE_CONTROL_POLICY" ? "scp" : "rcp";
    return { name, policy: parsePolicy(document, as, name) };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { unknown: `${name} cannot be read: ${error.message}` };
  }
}

function layersOf(
  organization: OrganizationFacts,
  account: AccountFacts,
  type: GuardType,
  parsed: ReadonlyMap<string, NamedPolicy | { readonly unknown: string }>,
): readonly Layer[] | null {
  const levels = policyLevels(organization, account, type);
  if (!isSeen(levels)) return [{ unknown: levels.needs ?? levels.why }];
  if (levels.value === null) return null;
  return levels.value.map(({ target, policies }): Layer => {
    const named: NamedPolicy[] = [];
    for (const policy of policies) {
      const one = parsed.get(policy.id) ?? { unknown: `organizations:DescribePolicy (${policy.id} on ${target})` };
      if ("unknown" in one) return one;
      named.push(one);
    }
    return named;
  });
}

function pathKey(path: Fact<string[]> | undefined): string {
  return path !== undefined && isSeen(path) ? path.value.join("/") : "?";
}
