import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import { isoTime } from "../iso-time.ts";
import type { Session } from "../session/session.ts";

/** The password of the session's own principal; as root that of root. No password is the failure `absent`. */
export function getLoginProfile(session: Session): Promise<Answer<{ readonly createdAt: string | null }>> {
  return session.call("iam:GetLoginProfile", async (clients, options) => {
    const [{ GetLoginProfileCommand }, client] = await Promise.all([import("@aws-sdk/client-iam"), clients.iam()]);
    const { LoginProfile } = await client.send(new GetLoginProfileCommand({}), options);
    return { createdAt: isoTime(LoginProfile?.CreateDate) };
  });
}
