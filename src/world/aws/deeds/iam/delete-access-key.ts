import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/** Deletes an access key of the session's own principal by its id; an id that is no longer there is `absent`. */
export function deleteAccessKey(deeds: Deeds, input: { readonly id: string }): Promise<Deed<null>> {
  return deeds.run("iam:DeleteAccessKey", async (clients, options) => {
    const [{ DeleteAccessKeyCommand }, client] = await Promise.all([import("@aws-sdk/client-iam"), clients.iam()]);
    confirmed(await client.send(new DeleteAccessKeyCommand({ AccessKeyId: input.id }), options));
    return null;
  });
}
