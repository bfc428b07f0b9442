import type { AccountView } from "../account-view.ts";
import type { Judgement } from "../check.ts";
import { notApplicable } from "./judgement.ts";

/** `not-applicable` for accounts whose root no central call reaches: only members are targets. */
export function outsideReach(view: AccountView): Judgement | null {
  if (view.account.kind === "member") return null;
  return notApplicable("root", `No central call reaches the root user of a ${view.account.kind} account.`);
}
