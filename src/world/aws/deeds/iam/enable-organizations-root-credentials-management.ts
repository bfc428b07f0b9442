import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/**
 * Switches on deleting root credentials of members and allowing their recovery, for the whole organization; it deletes and
 * restores nothing by itself. Done gives the features that are on afterwards.
 */
export function enableOrganizationsRootCredentialsManagement(deeds: Deeds): Promise<Deed<readonly string[]>> {
  return deeds.run("iam:EnableOrganizationsRootCredentialsManagement", async (clients, options) => {
    const [{ EnableOrganizationsRootCredentialsManagementCommand }, client] = await Promise.all([
      import("@aws-sdk/client-iam"),
      clients.iam(),
    ]);
    const answer = confirmed(await client.send(new EnableOrganizationsRootCredentialsManagementCommand({}), options));
    return answer.EnabledFeatures ?? [];
  });
}
