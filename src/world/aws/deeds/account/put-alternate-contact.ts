import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import type { AlternateType } from "../../account/get-alternate-contact.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";
import { centralAccount } from "./central-account.ts";
import type { WholeAlternate } from "../../account/contact-fields.ts";

/** Which alternate contact becomes what. */
export interface AlternateToPut {
  readonly type: AlternateType;
  readonly contact: WholeAlternate;
  readonly account?: string | undefined;
}

/** Sets or replaces an alternate contact, of the own account without `account`. */
export function putAlternateContact(deeds: Deeds, input: AlternateToPut): Promise<Deed<null>> {
  const target = { AlternateContactType: input.type, ...centralAccount(deeds, input.account) };
  return deeds.run("account:PutAlternateContact", async (clients, options) => {
    const [{ PutAlternateContactCommand }, client] = await Promise.all([
      import("@aws-sdk/client-account"),
      clients.account(),
    ]);
    const { Name, Title, EmailAddress, PhoneNumber } = input.contact;
    const command = new PutAlternateContactCommand({ Name, Title, EmailAddress, PhoneNumber, ...target });
    confirmed(await client.send(command, options));
    return null;
  });
}
