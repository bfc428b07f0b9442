import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import type { ContactAnswer } from "../../account/get-contact-information.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";
import { centralAccount } from "./central-account.ts";
import { contactFields, sentFields } from "../../account/contact-fields.ts";

/** The primary contact with the verification status of its phone, of the own account without `account`. */
export function getContactInformation(
  deeds: Deeds,
  input: { readonly account?: string | undefined } = {},
): Promise<Deed<ContactAnswer>> {
  const target = centralAccount(deeds, input.account);
  return deeds.run("account:GetContactInformation", async (clients, options) => {
    const [{ GetContactInformationCommand }, client] = await Promise.all([
      import("@aws-sdk/client-account"),
      clients.account(),
    ]);
    const answer = confirmed(await client.send(new GetContactInformationCommand(target), options));
    if (answer.ContactInformation === undefined) throw new TypeError("it has no ContactInformation");
    return {
      contact: sentFields(answer.ContactInformation, contactFields),
      verification: answer.VerificationStatus ?? null,
    };
  });
}
