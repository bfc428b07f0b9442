import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import type { AlternateType } from "../../account/get-alternate-contact.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";
import { centralAccount } from "./central-account.ts";

/** Deletes an alternate contact, of the own account without `account`; none is `absent`. */
export function deleteAlternateContact(
  deeds: Deeds,
  input: { readonly type: AlternateType; readonly account?: string | undefined },
): Promise<Deed<null>> {
  const target = { AlternateContactType: input.type, ...centralAccount(deeds, input.account) };
  return deeds.run("account:DeleteAlternateContact", async (clients, options) => {
    const [{ DeleteAlternateContactCommand }, client] = await Promise.all([
      import("@aws-sdk/client-account"),
      clients.account(),
    ]);
    confirmed(await client.send(new DeleteAlternateContactCommand(target), options));
    return null;
  });
}
