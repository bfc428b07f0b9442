import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/**
 * Switches off privileged sessions of root in members, for the whole organization; it deletes and
 * restores nothing by itself. Done gives the features that are on afterwards.
 */
export function disableOrganizationsRootSessions(deeds: Deeds): Promise<Deed<readonly string[]>> {
  return deeds.run("iam:DisableOrganizationsRootSessions", async (clients, options) => {
    const [{ DisableOrganizationsRootSessionsCommand }, client] = await Promise.all([
      import("@aws-sdk/client-iam"),
      clients.iam(),
    ]);
    const answer = confirmed(await client.send(new DisableOrganizationsRootSessionsCommand({}), options));
    return answer.EnabledFeatures ?? [];
  });
}
