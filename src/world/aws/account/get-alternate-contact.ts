import type { AlternateContact } from "../../../domain/snapshot/account-facts.ts";
import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";

/** Kinds of alternate contacts, in AWS's words. */
export type AlternateType = "SECURITY" | "BILLING" | "OPERATIONS";

/** Reads an alternate contact: of the own account without `accountId`. None is the failure `absent`. */
export function getAlternateContact(
  session: Session,
  type: AlternateType,
  accountId?: string,
): Promise<Answer<AlternateContact>> {
  return session.call("account:GetAlternateContact", async (clients, options) => {
    const [{ GetAlternateContactCommand }, client] = await Promise.all([
      import("@aws-sdk/client-account"),
      clients.account(),
    ]);
    const input = { AlternateContactType: type, ...(accountId === undefined ? {} : { AccountId: accountId }) };
    const { AlternateContact: sent } = await client.send(new GetAlternateContactCommand(input), options);
    return {
      ...(sent?.Name === undefined ? {} : { Name: sent.Name }),
      ...(sent?.Title === undefined ? {} : { Title: sent.Title }),
      ...(sent?.EmailAddress === undefined ? {} : { EmailAddress: sent.EmailAddress }),
      ...(sent?.PhoneNumber === undefined ? {} : { PhoneNumber: sent.PhoneNumber }),
    };
  });
}
