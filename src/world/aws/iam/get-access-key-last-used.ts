import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import { isoTime } from "../iso-time.ts";
import type { Session } from "../session/session.ts";

/** When an access key was used last; null when never (or before AWS kept track). */
export function getAccessKeyLastUsed(session: Session, keyId: string): Promise<Answer<string | null>> {
  return session.call("iam:GetAccessKeyLastUsed", async (clients, options) => {
    const [{ GetAccessKeyLastUsedCommand }, client] = await Promise.all([import("@aws-sdk/client-iam"), clients.iam()]);
    const { AccessKeyLastUsed } = await client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: keyId }), options);
    return isoTime(AccessKeyLastUsed?.LastUsedDate);
  });
}
