import type { Secret } from "../../../../domain/core/secret.ts";
import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { accountNumber } from "../runtime/account-number.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/** The move that a code confirms. */
export interface EmailMove {
  readonly account: string;
  /** The new address, the same as when the move was asked for. */
  readonly email: string;
  /** Six letters or digits from the mail to the new address. */
  readonly otp: Secret;
}

/** Moves the root mailbox of a member with the code that its reader got; AWS may take four hours to show it everywhere. */
export function acceptPrimaryEmailUpdate(deeds: Deeds, input: EmailMove): Promise<Deed<{ readonly status: string }>> {
  const otp = input.otp.reveal();
  const target = { AccountId: accountNumber(input.account), PrimaryEmail: input.email, Otp: otp };
  return deeds.run(
    "account:AcceptPrimaryEmailUpdate",
    async (clients, options) => {
      const [{ AcceptPrimaryEmailUpdateCommand }, client] = await Promise.all([
        import("@aws-sdk/client-account"),
        clients.account(),
      ]);
      const { Status } = confirmed(await client.send(new AcceptPrimaryEmailUpdateCommand(target), options));
      return { status: Status ?? "" };
    },
    { secrets: [otp] },
  );
}
