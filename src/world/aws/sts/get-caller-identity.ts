import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";

/** Who the credentials of a session are. */
export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
}

/** Asks STS who the session is. */
export function getCallerIdentity(session: Session): Promise<Answer<CallerIdentity>> {
  return session.call("sts:GetCallerIdentity", async (clients, options) => {
    const [{ GetCallerIdentityCommand }, client] = await Promise.all([import("@aws-sdk/client-sts"), clients.sts()]);
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}), options);
    return { account: Account ?? "", arn: Arn ?? "" };
  });
}
