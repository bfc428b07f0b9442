import type { AccountView } from "../account-view.ts";
import type { Judgement } from "../check.ts";
import { notApplicable } from "./judgement.ts";
import { outsideOrganization } from "./outside-organization.ts";

/** `not-applicable` where no organization policy of this type binds: the management account and stand-alone accounts. */
export function unguardable(view: AccountView, resource: string, type: "SCP" | "RCP"): Judgement | null {
  const cannot = `It cannot be guarded by ${type}`;
  if (view.account.kind === "management") {
    return notApplicable(resource, `${cannot}: no ${type} binds the management account.`);
  }
  const outside = outsideOrganization(view, resource);
  return outside === null ? null : notApplicable(resource, `${cannot}: the account is in no organization.`);
}
