import { callerOf, ownLayers, type Principal } from "../../../domain/iam/principals/principal.ts";
import type { Escalation } from "../../../domain/policy/escalation.ts";
import { iamCreateAccessKey } from "../../../domain/policy/escalations/iam-create-access-key.ts";
import { iamPutRolePolicyAndTrust } from "../../../domain/policy/escalations/iam-put-role-policy-and-trust.ts";
import { iamPutUserPolicyThenKey } from "../../../domain/policy/escalations/iam-put-user-policy-then-key.ts";
import { iamUpdateTrustPolicy } from "../../../domain/policy/escalations/iam-update-trust-policy.ts";
import type { AccountPrincipals } from "./account-shelf.ts";
import { asAdministrator } from "./as-administrator.ts";
import type { AssumersDeps } from "./assumers-deps.ts";
import type { Escalated } from "./escalations.ts";
import { askOf } from "./request-context.ts";
import { mayCallSomewhere, type Sureness, surenessOf, weaker } from "./verdict.ts";

/** As a role or user stands, or after it was given a policy that allows everything. */
export type TakenHow = "as-it-is" | "with-any-policy";

/** How an administrator makes a role or user of its account its own. Source: IAM user guide, UpdateAssumeRolePolicy. */
const ways: Readonly<Record<TakenHow, { readonly role: Escalation; readonly user: Escalation }>> = {
  "as-it-is": { role: iamUpdateTrustPolicy, user: iamCreateAccessKey },
  "with-any-policy": { role: iamPutRolePolicyAndTrust, user: iamPutUserPolicyThenKey },
};

/** Finds the administrators of an account who make a principal of it their own: whoever it trusts, they may rewrite. */
export class Takers {
  readonly #deps: AssumersDeps;

  constructor(deps: AssumersDeps) {
    this.#deps = deps;
  }

  /** Everybody who is administrator of the account, or gets to be one. */
  async administrators(home: AccountPrincipals): Promise<readonly Escalated[]> {
    const found = await this.#deps.escalations?.of(home);
    return found === undefined ? [] : [...found.standing, ...found.administrators];
  }

  /** Administrators who take over `victim`, with all they need for it; kept as long as the account is. */
  async of(home: AccountPrincipals, victim: Principal, how: TakenHow): Promise<readonly Escalated[]> {
    const key = `takers ${how} ${victim.arn}`;
    const known = home.memo.get(key);
    if (known !== undefined) return known as readonly Escalated[];
    const found = await this.#find(home, victim, how);
    home.memo.set(key, found);
    return found;
  }

  async #find(home: AccountPrincipals, victim: Principal, how: TakenHow): Promise<readonly Escalated[]> {
    const { contexts, guards, partition } = this.#deps;
    if (!isChangeable(victim)) return [];
    const { id, needs } = ways[how][victim.kind === "user" ? "user" : "role"];
    const { scps } = await guards.of(home.account);
    const place = contexts.home(home.account.id);
    const found: Escalated[] = [];
    for (const { principal, by, ...first } of await this.administrators(home)) {
      if (principal.arn === victim.arn) continue;
      const caller = by.length === 0 ? principal : asAdministrator(principal, by);
      const layers = { ...ownLayers(caller), scps };
      let sure: Sureness | null = first;
      for (const { action } of needs) {
        const ask = askOf(action, victim.arn, victim.account, contexts.of(action, caller.kind, place, place));
        const asked = surenessOf(mayCallSomewhere({ caller: callerOf(caller), layers, ask }, partition));
        sure = sure === null || asked === null ? null : weaker(sure, asked);
      }
      if (sure !== null) found.push({ principal, by: [...by, id], ...sure });
    }
    return found;
  }
}

/** Service-linked roles, and those under `/aws-reserved/`, belong to AWS. */
function isChangeable({ kind, arn }: Principal): boolean {
  return kind !== "service-linked-role" && !arn.includes(":role/aws-reserved/");
}
