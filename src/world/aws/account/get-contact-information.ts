import type { PrimaryContact } from "../../../domain/snapshot/account-facts.ts";
import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";
import { contactFields, sentFields } from "./contact-fields.ts";

/** The primary contact and the verification status of its phone; null when the answer lacks the status. */
export interface ContactAnswer {
  readonly contact: PrimaryContact;
  readonly verification: string | null;
}

/** Reads the primary contact: of the own account without `accountId`, of a member with it. */
export function getContactInformation(session: Session, accountId?: string): Promise<Answer<ContactAnswer>> {
  return session.call("account:GetContactInformation", async (clients, options) => {
    const [{ GetContactInformationCommand }, client] = await Promise.all([
      import("@aws-sdk/client-account"),
      clients.account(),
    ]);
    const input = accountId === undefined ? {} : { AccountId: accountId };
    const { ContactInformation, VerificationStatus } = await client.send(
      new GetContactInformationCommand(input),
      options,
    );
    return { contact: sentFields({ ...ContactInformation }, contactFields), verification: VerificationStatus ?? null };
  });
}
