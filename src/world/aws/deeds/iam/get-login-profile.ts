import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { isoTime } from "../../iso-time.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/** The password of the session's own principal, as root that of root; none is `absent`. Times are ISO 8601 or null. */
export function getLoginProfile(deeds: Deeds): Promise<Deed<{ readonly createdAt: string | null }>> {
  return deeds.run("iam:GetLoginProfile", async (clients, options) => {
    const [{ GetLoginProfileCommand }, client] = await Promise.all([import("@aws-sdk/client-iam"), clients.iam()]);
    const { LoginProfile } = confirmed(await client.send(new GetLoginProfileCommand({}), options));
    return { createdAt: isoTime(LoginProfile?.CreateDate) };
  });
}
