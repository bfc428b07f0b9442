import { isSeen } from "../../core/fact.ts";
import type { AccountView } from "../account-view.ts";
import type { Judgement } from "../check.ts";
import { notApplicable } from "./judgement.ts";

/** `not-applicable` for an account outside every organization; null for all others. */
export function outsideOrganization(view: AccountView, resource: string): Judgement | null {
  const organization = view.organization.organization;
  const outside = view.account.kind === "standalone" || (isSeen(organization) && organization.value === null);
  return outside ? notApplicable(resource, "The account is in no organization.") : null;
}
