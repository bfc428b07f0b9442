import { isSeen } from "../../../domain/core/fact.ts";
import type { Layer, NamedPolicy } from "../../../domain/iam/decide/question.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import type { OrganizationFacts, OrgPolicy } from "../../../domain/snapshot/organization-facts.ts";
import { type GuardType, policyLevels } from "../../../domain/snapshot/policy-levels.ts";
import type { DocumentShelf } from "./document-shelf.ts";

/** The SCPs and RCPs over an account as evaluator layers, organization root first; absent: the type has no effect. */
export interface Guards {
  readonly scps: readonly Layer[] | undefined;
  readonly rcps: readonly Layer[] | undefined;
  /** Policies of both types on the path, without those that AWS attaches everywhere and nobody can change. */
  readonly onPath: readonly OrgPolicy[];
  /** The organization or its root enabled sign-in policies for its accounts, or may have. */
  readonly signinEnabled: boolean;
}

/** Accounts whose guards are held: the one at hand is asked for often, and those that many trust. */
const mostKnown = 64;

/** Looks up which policies guard an account. Layers are made once for each list of policies, however many
 * targets and accounts they bind. */
export class OrganizationGuards {
  readonly #organization: OrganizationFacts;
  readonly #documents: DocumentShelf;
  readonly #byTarget = new Map<string, OrgPolicy[]>();
  readonly #everywhere: OrgPolicy[] = [];
  readonly #layers = new Map<string, Promise<Layer>>();
  readonly #known = new Map<AccountFacts, Promise<Guards>>();

  constructor(organization: OrganizationFacts, documents: DocumentShelf) {
    this.#organization = organization;
    this.#documents = documents;
    for (const policy of isSeen(organization.policies) ? organization.policies.value : []) {
      // Policies whose targets are not known stay in every selection, so that `policyLevels` can say so.
      if (!isSeen(policy.targets) || policy.targets.value.length === 0) this.#everywhere.push(policy);
      else {
        for (const target of policy.targets.value) {
          const known = this.#byTarget.get(target);
          if (known === undefined) this.#byTarget.set(target, [policy]);
          else known.push(policy);
        }
      }
    }
  }

  /** The guards of an account of the snapshot. */
  of(account: AccountFacts): Promise<Guards> {
    const known = this.#known.get(account) ?? this.#make(account);
    this.#known.set(account, known);
    if (this.#known.size > mostKnown) for (const first of this.#known.keys()) if (this.#known.delete(first)) break;
    return known;
  }

  async #make(account: AccountFacts): Promise<Guards> {
    const path = isSeen(account.path) ? account.path.value : [];
    const selection = this.#selection([...path, account.id]);
    const organization = { ...this.#organization, policies: selection };
    return {
      scps: await this.#levels(organization, account, "SERVICE_CONTROL_POLICY"),
      rcps: await this.#levels(organization, account, "RESOURCE_CONTROL_POLICY"),
      signinEnabled: Object.values(this.#organization.signin).some(
        ({ configuration }) => !isSeen(configuration) || configuration.value.enabled,
      ),
      onPath: isSeen(selection) ? selection.value.filter((policy) => !policy.awsManaged) : [],
    };
  }

  #selection(targets: readonly string[]): OrganizationFacts["policies"] {
    const { policies } = this.#organization;
    if (!isSeen(policies)) return policies;
    const chosen = new Map(this.#everywhere.map((policy) => [policy.id, policy]));
    for (const target of targets) {
      for (const policy of this.#byTarget.get(target) ?? []) {
        const known = chosen.get(policy.id);
        const seenOn = known !== undefined && isSeen(known.targets) ? known.targets.value : [];
        if (isSeen(policy.targets)) {
          chosen.set(policy.id, { ...policy, targets: { ...policy.targets, value: [...seenOn, target] } });
        }
      }
    }
    return { ...policies, value: [...chosen.values()] };
  }

  async #levels(
    organization: OrganizationFacts,
    account: AccountFacts,
    type: GuardType,
  ): Promise<readonly Layer[] | undefined> {
    const levels = policyLevels(organization, account, type);
    if (!isSeen(levels))
      return [{ unknown: `${type} (${levels.why}${levels.needs === undefined ? "" : `: ${levels.needs}`})` }];
    if (levels.value === null) return undefined;
    return await Promise.all(
      levels.value.map(({ policies }) => {
        // What a level says follows from its policies alone, wherever they are attached.
        const key = `${type} ${policies.map(({ id }) => id).join(" ")}`;
        const known = this.#layers.get(key) ?? this.#layer(policies, type);
        this.#layers.set(key, known);
        return known;
      }),
    );
  }

  async #layer(policies: readonly OrgPolicy[], type: GuardType): Promise<Layer> {
    const found: NamedPolicy[] = [];
    for (const policy of policies) {
      if (!isSeen(policy.document)) return { unknown: `document of ${policy.name}` };
      const kind = type === "SERVICE_CONTROL_POLICY" ? "scp" : "rcp";
      const read = await this.#documents.read(policy.document.value, kind, policy.name);
      if ("unknown" in read) return read;
      found.push(read);
    }
    return found;
  }
}
