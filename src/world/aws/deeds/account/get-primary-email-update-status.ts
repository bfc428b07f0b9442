import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import type { EmailUpdate } from "../../account/get-primary-email-update-status.ts";
import { isoTime } from "../../iso-time.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";
import { centralAccount } from "./central-account.ts";

/** The state of the latest move of the root mailbox, of the own account without `account`; that none was ever asked for is
 * `absent`. */
export function getPrimaryEmailUpdateStatus(
  deeds: Deeds,
  input: { readonly account?: string | undefined } = {},
): Promise<Deed<EmailUpdate>> {
  const target = centralAccount(deeds, input.account);
  return deeds.run("account:GetPrimaryEmailUpdateStatus", async (clients, options) => {
    const [{ GetPrimaryEmailUpdateStatusCommand }, client] = await Promise.all([
      import("@aws-sdk/client-account"),
      clients.account(),
    ]);
    const answer = confirmed(await client.send(new GetPrimaryEmailUpdateStatusCommand(target), options));
    return { status: answer.Status ?? "", updatedAt: isoTime(answer.UpdatedAt) };
  });
}
