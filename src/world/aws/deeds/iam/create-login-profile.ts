import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { isoTime } from "../../iso-time.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/** Lets root of a member recover its password by mail. It takes no name and sets no password: the next step is the
 * forgot-password page. A second one is refused with `EntityAlreadyExists`. */
export function createLoginProfile(deeds: Deeds): Promise<Deed<{ readonly createdAt: string | null }>> {
  return deeds.run("iam:CreateLoginProfile", async (clients, options) => {
    const [{ CreateLoginProfileCommand }, client] = await Promise.all([import("@aws-sdk/client-iam"), clients.iam()]);
    const { LoginProfile } = confirmed(await client.send(new CreateLoginProfileCommand({}), options));
    return { createdAt: isoTime(LoginProfile?.CreateDate) };
  });
}
