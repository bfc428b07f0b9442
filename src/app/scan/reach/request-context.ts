import { isSeen } from "../../../domain/core/fact.ts";
import type { Ask, Caller } from "../../../domain/iam/decide/question.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";

/** Values of condition keys by lower-case name; what is not there is not known. */
export type Context = ReadonlyMap<string, readonly string[] | "unknown">;

/** Where a principal or resource lives, as far as condition keys tell. */
export interface Home {
  readonly account: string;
  /** The organization's id, `outside` for accounts that are not in it, null when not known. */
  readonly organization: string | null;
  /** `o-…/r-…/ou-…/`; null when not known. */
  readonly path: string | null;
}

/** An organization id that stands for every other organization: no policy names it. */
export const otherOrganization = "o-0000000000";

/** Regions that a caller can choose for STS without opting in. Source: Account Management guide, Regions. */
export const openRegions: readonly string[] = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "eu-north-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "sa-east-1",
];

/** Works out the condition keys that the snapshot decides. Everything else may have any value, or none. */
export class RequestContexts {
  readonly #partition: string;
  readonly #at: string;
  readonly #organization: string | null;
  readonly #known: ReadonlyMap<string, AccountFacts>;

  constructor(snapshot: Snapshot) {
    this.#partition = snapshot.manifest.partition;
    this.#at = snapshot.manifest.startedAt;
    const { organization } = snapshot.organization;
    this.#organization = isSeen(organization) ? (organization.value?.id ?? otherOrganization) : null;
    this.#known = new Map(snapshot.accounts.map((account) => [account.id, account]));
  }

  /** Where an account stands. One that the snapshot does not hold is outside the organization once that is known. */
  home(account: string): Home {
    const facts = this.#known.get(account);
    const organization = this.#organization;
    if (facts === undefined) {
      return { account, organization: organization === null ? null : otherOrganization, path: null };
    }
    if (organization === null || facts.kind === "standalone") return { account, organization, path: null };
    const path = isSeen(facts.path) ? `${[organization, ...facts.path.value].join("/")}/` : null;
    return { account, organization, path };
  }

  /** Keys of a call of `action` by a principal, from one home on something in another. `more` wins. */
  of(
    action: string,
    kind: Caller["kind"],
    from: Home,
    to: Home,
    more: Readonly<Record<string, string>> = {},
  ): Map<string, readonly string[]> {
    const context = new Map<string, readonly string[]>([
      // An attacker calls over TLS, himself.
      ["aws:securetransport", ["true"]],
      ["aws:viaawsservice", ["false"]],
      ["aws:principalisawsservice", ["false"]],
      ["aws:currenttime", [this.#at]],
      ["aws:epochtime", [String(Math.floor(Date.parse(this.#at) / 1000))]],
      ["aws:resourceaccount", [to.account]],
    ]);
    if (from.organization !== null) context.set("aws:principalorgid", [from.organization]);
    if (from.path !== null) context.set("aws:principalorgpaths", [from.path]);
    if (to.organization !== null) context.set("aws:resourceorgid", [to.organization]);
    if (to.path !== null) context.set("aws:resourceorgpaths", [to.path]);
    // A role's credentials can always be taken anew; a user's long-lived key has no such time.
    if (kind === "role") context.set("aws:tokenissuetime", [this.#at]);
    const region = this.#region(action);
    if (region !== null) context.set("aws:requestedregion", [region]);
    for (const [key, value] of Object.entries(more)) context.set(key, [value]);
    return context;
  }

  /** The one region of a global service; null for STS, where the caller chooses. */
  #region(action: string): string | null {
    const service = action.slice(0, action.indexOf(":"));
    if (service === "sts") return null;
    if (this.#partition === "aws") return "us-east-1";
    if (this.#partition === "aws-us-gov" && (service === "iam" || service === "organizations")) return "us-gov-west-1";
    if (this.#partition === "aws-cn" && service === "account") return "cn-northwest-1";
    return null;
  }
}

/** The unknown rest of a context: it may hold any value, or none. */
export function askOf(action: string, resource: string, resourceAccount: string, context: Context): Ask {
  return { action, resource, resourceAccount, context, otherKeys: "unknown" };
}
