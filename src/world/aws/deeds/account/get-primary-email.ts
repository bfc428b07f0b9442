import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";
import { accountNumber } from "../runtime/account-number.ts";

/** The root mailbox of a member; AWS answers it to management or the delegate alone, and for no account of its own. */
export function getPrimaryEmail(
  deeds: Deeds,
  input: { readonly account: string },
): Promise<Deed<{ readonly email: string }>> {
  const AccountId = accountNumber(input.account);
  return deeds.run("account:GetPrimaryEmail", async (clients, options) => {
    const [{ GetPrimaryEmailCommand }, client] = await Promise.all([
      import("@aws-sdk/client-account"),
      clients.account(),
    ]);
    const { PrimaryEmail } = confirmed(await client.send(new GetPrimaryEmailCommand({ AccountId }), options));
    if (PrimaryEmail === undefined) throw new TypeError("it has no PrimaryEmail");
    return { email: PrimaryEmail };
  });
}
