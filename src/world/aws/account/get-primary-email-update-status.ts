import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import { isoTime } from "../iso-time.ts";
import type { Session } from "../session/session.ts";

/** The state of the latest change of the root e-mail address. */
export interface EmailUpdate {
  readonly status: string;
  readonly updatedAt: string | null;
}

/** Reads the latest change: of the own account without `accountId`. That none was ever asked for is `absent`. */
export function getPrimaryEmailUpdateStatus(session: Session, accountId?: string): Promise<Answer<EmailUpdate>> {
  return session.call("account:GetPrimaryEmailUpdateStatus", async (clients, options) => {
    const [{ GetPrimaryEmailUpdateStatusCommand }, client] = await Promise.all([
      import("@aws-sdk/client-account"),
      clients.account(),
    ]);
    const input = accountId === undefined ? {} : { AccountId: accountId };
    const { Status, UpdatedAt } = await client.send(new GetPrimaryEmailUpdateStatusCommand(input), options);
    return { status: Status ?? "", updatedAt: isoTime(UpdatedAt) };
  });
}
