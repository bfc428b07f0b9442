import { isSeen } from "../../core/fact.ts";
import type { AccountView } from "../account-view.ts";

/** Whether an account belongs to us: the own one, a member of the organization; `unknown` when the list is not whole. */
export function belongsToUs(id: string, view: AccountView): "yes" | "no" | "unknown" {
  const { account, accountIds, organization } = view;
  if (id === account.id) return "yes";
  const place = organization.organization;
  if (isSeen(place) && place.value === null) return "no";
  if (account.kind !== "standalone") {
    if (isSeen(place) && place.value?.managementAccount === id) return "yes";
    if (accountIds.has(id)) return "yes";
  }
  if (account.kind === "standalone") return isSeen(place) ? "no" : "unknown";
  const { accountList } = organization;
  // A scope leaves accounts out; only a list that is known to be whole tells who is a stranger.
  const isWhole = isSeen(accountList) && accountList.value <= accountIds.size;
  return isWhole ? "no" : "unknown";
}
