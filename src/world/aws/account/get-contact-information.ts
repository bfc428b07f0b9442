import type { PrimaryContact } from "../../../domain/snapshot/account-facts.ts";
import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";

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
    return { contact: contactOf({ ...ContactInformation }), verification: VerificationStatus ?? null };
  });
}

const fields = [
  "FullName",
  "AddressLine1",
  "AddressLine2",
  "AddressLine3",
  "City",
  "StateOrRegion",
  "DistrictOrCounty",
  "PostalCode",
  "CountryCode",
  "PhoneNumber",
  "CompanyName",
  "WebsiteUrl",
] as const satisfies readonly (keyof PrimaryContact)[];

function contactOf(sent: Readonly<Record<string, unknown>>): PrimaryContact {
  const contact: PrimaryContact = {};
  for (const field of fields) {
    const value = sent[field];
    if (typeof value === "string") contact[field] = value;
  }
  return contact;
}
