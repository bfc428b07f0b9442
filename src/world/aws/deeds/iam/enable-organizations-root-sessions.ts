import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/**
 * Switches on privileged sessions of root in members, for the whole organization; it deletes and
 * restores nothing by itself. Done gives the features that are on afterwards.
 */
export function enableOrganizationsRootSessions(deeds: Deeds): Promise<Deed<readonly string[]>> {
  return deeds.run("iam:EnableOrganizationsRootSessions", async (clients, options) => {
    const [{ EnableOrganizationsRootSessionsCommand }, client] = await Promise.all([
      import("@aws-sdk/client-iam"),
      clients.iam(),
    ]);
    const answer = confirmed(await client.send(new EnableOrganizationsRootSessionsCommand({}), options));
    return answer.EnabledFeatures ?? [];
  });
}
