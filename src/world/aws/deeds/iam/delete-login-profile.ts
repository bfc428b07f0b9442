import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/** Deletes the password of the session's own principal, as root that of root; none is `absent`. */
export function deleteLoginProfile(deeds: Deeds): Promise<Deed<null>> {
  return deeds.run("iam:DeleteLoginProfile", async (clients, options) => {
    const [{ DeleteLoginProfileCommand }, client] = await Promise.all([import("@aws-sdk/client-iam"), clients.iam()]);
    confirmed(await client.send(new DeleteLoginProfileCommand({}), options));
    return null;
  });
}
