import { CodedError } from "../../../domain/core/coded-error.ts";
import { sealingErrors } from "../errors.ts";

/**
 * Refuses nobody (`SEALING_NO_RECIPIENT`), what is neither `age1…` nor `age1pq1…` (`SEALING_RECIPIENT_UNREADABLE`) and both
 * kinds together (`SEALING_MIXED_RECIPIENTS`); the library would take all three without a word.
 */
export function checkRecipients(recipients: readonly string[]): void {
  if (recipients.length === 0) throw new CodedError(sealingErrors.SEALING_NO_RECIPIENT);
  for (const recipient of recipients) {
    // Data of 32 bytes behind `age1`, of 1,216 bytes behind `age1pq1`; tags and plugins are recipients of others.
    if (/^age1[02-9ac-hj-np-z]{58}$/.test(recipient) || /^age1pq1[02-9ac-hj-np-z]{1952}$/.test(recipient)) continue;
    throw new CodedError(sealingErrors.SEALING_RECIPIENT_UNREADABLE, { detail: `${recipient.slice(0, 16)}…` });
  }
  const hybrid = recipients.filter((recipient) => recipient.startsWith("age1pq1")).length;
  if (hybrid > 0 && hybrid < recipients.length) {
    throw new CodedError(sealingErrors.SEALING_MIXED_RECIPIENTS, { detail: `${hybrid} of ${recipients.length}` });
  }
}
