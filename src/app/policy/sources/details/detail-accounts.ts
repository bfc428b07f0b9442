import { accountId } from "../../../../domain/core/account-id.ts";
import type { JsonPath } from "../../../../domain/iam/language/json-path.ts";
import type {
  AuthorizationDetails,
  GroupDetail,
  ManagedPolicyDetail,
  RoleDetail,
  UserDetail,
} from "../../../../domain/snapshot/authorization-details.ts";

/** Details that were read, with the path of their page in the file. */
export interface ReadPage {
  readonly path: JsonPath;
  readonly details: AuthorizationDetails;
}

/** The details of one account. */
export interface DetailAccount {
  readonly account: string;
  readonly details: AuthorizationDetails;
}

/** The accounts by id, or what cannot be sorted and where it stands. */
export type DetailAccounts =
  | { readonly status: "ok"; readonly accounts: readonly DetailAccount[] }
  | { readonly status: "refused"; readonly what: string; readonly path: JsonPath };

/**
 * Sorts what all pages hold by account. What stands twice in the same words counts once; what stands twice and differs,
 * or has no account in its ARN, is refused. AWS's own policies come from an account's own pages, then from the others:
 * AWS changes them, so that two accounts read at two times may have two versions.
 */
export function detailAccounts(pages: readonly ReadPage[]): DetailAccounts {
  const sorted = new Sorted();
  for (const page of pages) sorted.add(page);
  for (const page of pages) sorted.lend(page);
  return sorted.refused ?? { status: "ok", accounts: sorted.all() };
}

interface Lists {
  readonly UserDetailList: UserDetail[];
  readonly GroupDetailList: GroupDetail[];
  readonly RoleDetailList: RoleDetail[];
  readonly Policies: Map<string, ManagedPolicyDetail>;
}

class Sorted {
  refused: Extract<DetailAccounts, { status: "refused" }> | null = null;
  readonly #accounts = new Map<string, Lists>();
  readonly #seen = new Map<string, { readonly Arn: string }>();

  add({ path, details }: ReadPage): void {
    const here = new Set<string>();
    const take = <T extends { readonly Arn: string }>(
      list: string,
      all: readonly T[],
      into: (of: Lists) => T[],
    ): void => {
      for (const [index, entry] of all.entries()) {
        const account = this.#accountOf(entry, [...path, list, index]);
        if (account === null) continue;
        here.add(account);
        if (!this.#isTwice(entry, [...path, list, index])) into(this.#listsOf(account)).push(entry);
      }
    };
    take("UserDetailList", details.UserDetailList, (of) => of.UserDetailList);
    take("GroupDetailList", details.GroupDetailList, (of) => of.GroupDetailList);
    take("RoleDetailList", details.RoleDetailList, (of) => of.RoleDetailList);
    for (const [index, policy] of details.Policies.entries()) {
      const at = [...path, "Policies", index];
      const account = isOfAws(policy) ? null : this.#accountOf(policy, at);
      for (const each of isOfAws(policy) ? here : account === null ? [] : [account]) this.#keep(each, policy, at);
    }
  }

  /** Gives AWS's policies of a page to the accounts that have none of their own by that ARN. */
  lend({ details }: ReadPage): void {
    for (const policy of details.Policies.filter((each) => isOfAws(each))) {
      for (const { Policies } of this.#accounts.values()) {
        if (!Policies.has(policy.Arn)) Policies.set(policy.Arn, policy);
      }
    }
  }

  all(): readonly DetailAccount[] {
    return [...this.#accounts.entries()]
      .map(([account, lists]) => ({ account, details: { ...lists, Policies: [...lists.Policies.values()] } }))
      .sort((one, two) => (one.account < two.account ? -1 : 1));
  }

  #keep(account: string, policy: ManagedPolicyDetail, at: JsonPath): void {
    const { Policies } = this.#listsOf(account);
    const before = Policies.get(policy.Arn);
    if (before === undefined) Policies.set(policy.Arn, policy);
    // Counts of attachments differ from answer to answer.
    else if (inForce(before) !== inForce(policy)) this.#refuse(policy, "stands twice in the file, and differs", at);
  }

  #isTwice(entry: { readonly Arn: string }, at: JsonPath): boolean {
    const before = this.#seen.get(entry.Arn);
    if (before === undefined) this.#seen.set(entry.Arn, entry);
    else if (JSON.stringify(before) !== JSON.stringify(entry)) {
      this.#refuse(entry, "stands twice in the file, and differs", at);
    }
    return before !== undefined;
  }

  #accountOf(entry: { readonly Arn: string }, at: JsonPath): string | null {
    const account = accountId(entry.Arn.split(":")[4] ?? "");
    if (account === null) this.#refuse(entry, "no ARN of an account", [...at, "Arn"]);
    return account;
  }

  #refuse({ Arn }: { readonly Arn: string }, what: string, path: JsonPath): void {
    this.refused ??= { status: "refused", what: `${JSON.stringify(Arn.slice(0, 200))}: ${what}`, path };
  }

  #listsOf(account: string): Lists {
    const known = this.#accounts.get(account);
    if (known !== undefined) return known;
    const made: Lists = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: new Map() };
    this.#accounts.set(account, made);
    return made;
  }
}

function isOfAws({ Arn }: ManagedPolicyDetail): boolean {
  return Arn.split(":")[4] === "aws";
}

function inForce({ PolicyVersionList }: ManagedPolicyDetail): string {
  return JSON.stringify(PolicyVersionList?.filter(({ IsDefaultVersion }) => IsDefaultVersion) ?? null);
}
