import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";
import { centralAccount } from "./central-account.ts";
import type { WholeContact } from "../../account/contact-fields.ts";

/** Replaces the whole primary contact, of the own account without `account`; optional fields left out are erased. */
export function putContactInformation(
  deeds: Deeds,
  input: { readonly contact: WholeContact; readonly account?: string | undefined },
): Promise<Deed<null>> {
  const target = centralAccount(deeds, input.account);
  return deeds.run("account:PutContactInformation", async (clients, options) => {
    const [{ PutContactInformationCommand }, client] = await Promise.all([
      import("@aws-sdk/client-account"),
      clients.account(),
    ]);
    const ContactInformation = { ...input.contact };
    confirmed(await client.send(new PutContactInformationCommand({ ContactInformation, ...target }), options));
    return null;
  });
}
