import { collectErrors } from "../../../../app/scan/collect/errors.ts";
import { isInScope } from "../../../../app/scan/collect/list-scope.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { idOf, partitionOf } from "../../../../domain/custody/contacts/contacts-plan.ts";
import type { Settings } from "../../settings/resolved.ts";
import type { FoundAccount, FoundOrganization } from "../found-organization.ts";

/**
 * The accounts that `--accounts`, `--ou` and `--exclude-accounts` leave; all without them. Where the list could not be
 * read, those that were named are there all the same. Throws `COLLECT_ACCOUNT_UNKNOWN`, `COLLECT_SCOPE_EMPTY`.
 */
export function scopedAccounts(found: FoundOrganization, settings: Settings): readonly FoundAccount[] {
  const orNull = (list: readonly string[]) => (list.length === 0 ? null : list);
  const scope = {
    accounts: orNull(settings.list("accounts")),
    units: orNull(settings.list("ou")),
    excluded: settings.list("excludeAccounts"),
  };
  const listed = found.accounts;
  const absent = (scope.accounts ?? []).filter((id) => listed.every(({ account }) => idOf(account) !== id));
  const isListed = found.missing.length === 0;
  // Left out silently, an account with a typing error would count as looked at.
  if (isListed && absent.length > 0) {
    throw new CodedError(collectErrors.COLLECT_ACCOUNT_UNKNOWN, { detail: absent.join(", ") });
  }
  const chosen = listed.filter(({ account, facts }) => {
    if (facts !== null) return isInScope(scope, facts);
    const id = idOf(account);
    return !scope.excluded.includes(id) && (scope.accounts === null || scope.accounts.includes(id));
  });
  const partition = partitionOf(found.management);
  const unlisted = absent.map((id): FoundAccount => {
    const account = `${partition}:${id}`;
    const place = account === found.management ? "management" : "member";
    return { account, name: "", place, knownPlace: null, isActive: true, facts: null };
  });
  if (chosen.length + unlisted.length === 0) throw new CodedError(collectErrors.COLLECT_SCOPE_EMPTY);
  return [...chosen, ...unlisted];
}
