import { type ActionPattern, actionPattern, coversAction } from "../language/action-pattern.ts";
import type { Policy, Statement } from "../language/policy.ts";

/**
 * Looks for a few actions in very many policies: which of them some Allow of a policy covers, whatever its resource and
 * conditions. Much cheaper than preparing a policy for the evaluator, and remembered per policy.
 */
export class AllowedActions {
  readonly #actions: readonly string[];
  readonly #services: ReadonlySet<string>;
  readonly #known = new WeakMap<Policy, ReadonlySet<string>>();

  /** `actions` as `service:Name`. */
  constructor(actions: readonly string[]) {
    this.#actions = actions;
    this.#services = new Set(actions.map(serviceOf));
  }

  /** Those of the actions that the policy could allow. */
  of(policy: Policy): ReadonlySet<string> {
    const known = this.#known.get(policy);
    if (known !== undefined) return known;
    const found = new Set<string>();
    for (const statement of policy.statements) if (statement.effect === "Allow") this.#add(statement, found);
    this.#known.set(policy, found);
    return found;
  }

  #add({ actions: { negated, patterns } }: Statement, found: Set<string>): void {
    const near = patterns.filter((pattern) => this.#isNear(pattern)).map(actionPattern);
    const covers = (action: string): boolean => near.some((pattern: ActionPattern) => coversAction(pattern, action));
    if (!negated && near.length === 0) return;
    for (const action of this.#actions) if (covers(action) !== negated) found.add(action);
  }

  /** A pattern of a service that none of the actions belongs to covers none of them. */
  #isNear(pattern: string): boolean {
    const service = serviceOf(pattern);
    return /[*?]/.test(service) || this.#services.has(service);
  }
}

function serviceOf(action: string): string {
  const colon = action.indexOf(":");
  return (colon < 0 ? action : action.slice(0, colon)).toLowerCase();
}
