import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";
import { accountNumber } from "../runtime/account-number.ts";

/** Asks to move the root mailbox of a member: a code goes to the new address and lives 24 hours. Done gives AWS's word for
 * the state, `PENDING` or `ACCEPTED`. */
export function startPrimaryEmailUpdate(
  deeds: Deeds,
  input: { readonly account: string; readonly email: string },
): Promise<Deed<{ readonly status: string }>> {
  const target = { AccountId: accountNumber(input.account), PrimaryEmail: input.email };
  return deeds.run("account:StartPrimaryEmailUpdate", async (clients, options) => {
    const [{ StartPrimaryEmailUpdateCommand }, client] = await Promise.all([
      import("@aws-sdk/client-account"),
      clients.account(),
    ]);
    const { Status } = confirmed(await client.send(new StartPrimaryEmailUpdateCommand(target), options));
    return { status: Status ?? "" };
  });
}
