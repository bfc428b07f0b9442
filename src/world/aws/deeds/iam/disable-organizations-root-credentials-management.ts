import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/**
 * Switches off deleting root credentials of members and allowing their recovery, for the whole organization; it deletes and
 * restores nothing by itself. Done gives the features that are on afterwards.
 */
export function disableOrganizationsRootCredentialsManagement(deeds: Deeds): Promise<Deed<readonly string[]>> {
  return deeds.run("iam:DisableOrganizationsRootCredentialsManagement", async (clients, options) => {
    const [{ DisableOrganizationsRootCredentialsManagementCommand }, client] = await Promise.all([
      import("@aws-sdk/client-iam"),
      clients.iam(),
    ]);
    const answer = confirmed(await client.send(new DisableOrganizationsRootCredentialsManagementCommand({}), options));
    return answer.EnabledFeatures ?? [];
  });
}
