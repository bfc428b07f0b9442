import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import type { AlternateContact } from "../../../../domain/snapshot/account-facts.ts";
import type { AlternateType } from "../../account/get-alternate-contact.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";
import { centralAccount } from "./central-account.ts";
import { alternateFields, sentFields } from "../../account/contact-fields.ts";

/** An alternate contact, of the own account without `account`; none is `absent`. */
export function getAlternateContact(
  deeds: Deeds,
  input: { readonly type: AlternateType; readonly account?: string | undefined },
): Promise<Deed<AlternateContact>> {
  const target = { AlternateContactType: input.type, ...centralAccount(deeds, input.account) };
  return deeds.run("account:GetAlternateContact", async (clients, options) => {
    const [{ GetAlternateContactCommand }, client] = await Promise.all([
      import("@aws-sdk/client-account"),
      clients.account(),
    ]);
    const answer = confirmed(await client.send(new GetAlternateContactCommand(target), options));
    if (answer.AlternateContact === undefined) throw new TypeError("it has no AlternateContact");
    return sentFields(answer.AlternateContact, alternateFields);
  });
}
