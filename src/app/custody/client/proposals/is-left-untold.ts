import { canonicalPhone } from "../../../../domain/core/canonical-contact.ts";
import { kindsOfChange, type PlannedAccount } from "../../../../domain/custody/contacts/contacts-plan.ts";

/**
 * Whether somebody loses by the changes of an account without being told: the plan is its operator's word, and one who
 * means harm leaves the old phone's holder out. A mailbox that is left is told by the gate whatever the plan says.
 */
export function isLeftUntold({ changes, tell }: Pick<PlannedAccount, "changes" | "tell">): boolean {
  const mailboxes = tell.mailboxes.map((each) => each.trim().toLowerCase());
  const phones = tell.phones.map(canonicalPhone);
  return changes.some((change) => {
    switch (change.kind) {
      case "mailbox":
        return false;
      case "alternate": {
        const left = change.old?.EmailAddress?.trim().toLowerCase() ?? "";
        return left !== "" && !mailboxes.includes(left);
      }
      case "primary": {
        const left = canonicalPhone(change.old?.PhoneNumber ?? "");
        return left !== "" && kindsOfChange(change).includes("phone") && !phones.includes(left);
      }
    }
  });
}
