// The session policy of one batch of a plan. It is what keeps a stolen session from changing anything that was not
// approved, so it names every account, contact type and mail domain. Condition keys and resources: Service Authorization
// Reference, "Actions, resources, and condition keys for AWS Account Management".
import { CodedError } from "../../core/coded-error.ts";
import { batchesOf } from "./contacts-batches.ts";
import type { ContactsPlan } from "./contacts-plan.ts";
import { contactsErrors } from "./errors.ts";
import { grantedAccount, policyText } from "./policy-text.ts";

/**
 * The inline session policy of batch `n` (from 1) as JSON text of at most 2,048 characters: the planned calls on that
 * batch's accounts and the reads that compare them, nothing else. Throws `CONTACTS_NO_SUCH_BATCH`.
 */
export function contactsPolicy(plan: ContactsPlan, n: number): string {
  const batch = batchesOf(plan)[n - 1];
  if (batch === undefined) throw new CodedError(contactsErrors.CONTACTS_NO_SUCH_BATCH, { detail: String(n) });
  return policyText(batch.map((account) => grantedAccount(plan, account)));
}
