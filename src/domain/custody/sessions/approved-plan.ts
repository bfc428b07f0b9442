import { type ContactsPlan, kindsOf, planHash, readContactsPlan } from "../contacts/contacts-plan.ts";
import type { DocumentOf } from "../documents/read-custody-document.ts";
import { bytesOf } from "../protocol/signed-wire.ts";
import { type Refused, refused } from "../refused.ts";
import { sessionErrors } from "./errors.ts";

/** The plan, or why it is not the one. */
export type ApprovedPlan = { readonly status: "plan"; readonly plan: ContactsPlan } | Refused;

/**
 * The plan that a contacts document was signed for, from the bytes that came along (base64url): by its hash, and only where
 * the document says of it what is in it. Throws `CONTACTS_PLAN_FOREIGN` for bytes that are no plan.
 */
export function approvedPlan(
  { planHash: named, accounts, kinds, deployment }: DocumentOf<"rw.contacts/v1">,
  carried: string | undefined,
): ApprovedPlan {
  if (carried === undefined) return refused(sessionErrors.SESSION_PLAN_OTHER, "no plan came along");
  const plan = readContactsPlan(bytesOf(carried));
  if (planHash(plan) !== named) return refused(sessionErrors.SESSION_PLAN_OTHER, "another hash");
  const isSame = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join();
  const planned = plan.accounts.map(({ account }) => account);
  if (plan.deployment !== deployment || !isSame(planned, accounts) || !isSame(kindsOf(plan), kinds)) {
    return refused(sessionErrors.SESSION_PLAN_OTHER, "the document says other accounts or kinds than its plan");
  }
  return { status: "plan", plan };
}
