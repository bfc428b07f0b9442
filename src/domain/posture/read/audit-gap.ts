import { isSeen, type Unseen, unseen } from "../../core/fact.ts";
import type { AccountView } from "../account-view.ts";

const feature = "RootCredentialsManagement";

/** Why a fact that only root's own calls show (`call`) is missing: the AssumeRoot audit of a member would show it. */
export function auditGap(view: AccountView, call: string): Unseen {
  const { account, organization, manifest } = view;
  if (account.kind !== "member") {
    return unseen("not-observable", `${call} as root: AssumeRoot never reaches a ${account.kind} account`);
  }
  // The audit writes key facts too, so their failure tells why the audit did not work.
  const audit = account.keys;
  if (manifest.asked.assumeRoot && audit !== undefined && !isSeen(audit)) {
    return { ...audit, needs: audit.needs ?? "sts:AssumeRoot" };
  }
  const features = organization.rootFeatures;
  if (isSeen(features) && !features.value.includes(feature)) {
    return unseen("not-observable", `${call} as root: central root access (${feature}) is off`);
  }
  return unseen("not-asked", "--assume-root");
}
