import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import { isoTime } from "../iso-time.ts";
import type { Session } from "../session/session.ts";

/** Name, state and creation date of an account. */
export interface AccountInformation {
  readonly name: string | null;
  readonly createdAt: string | null;
  readonly state: string | null;
}

/** Reads what Account Management knows of an account: of the own one without `accountId`. */
export function getAccountInformation(session: Session, accountId?: string): Promise<Answer<AccountInformation>> {
  return session.call("account:GetAccountInformation", async (clients, options) => {
    const [{ GetAccountInformationCommand }, client] = await Promise.all([
      import("@aws-sdk/client-account"),
      clients.account(),
    ]);
    const input = accountId === undefined ? {} : { AccountId: accountId };
    const answer = await client.send(new GetAccountInformationCommand(input), options);
    return {
      name: answer.AccountName ?? null,
      createdAt: isoTime(answer.AccountCreatedDate),
      state: answer.AccountState ?? null,
    };
  });
}
