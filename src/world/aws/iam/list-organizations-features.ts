import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";

/** The central root features that are enabled in the organization. */
export function listOrganizationsFeatures(session: Session): Promise<Answer<readonly string[]>> {
  return session.call("iam:ListOrganizationsFeatures", async (clients, options) => {
    const [{ ListOrganizationsFeaturesCommand }, client] = await Promise.all([
      import("@aws-sdk/client-iam"),
      clients.iam(),
    ]);
    return (await client.send(new ListOrganizationsFeaturesCommand({}), options)).EnabledFeatures ?? [];
  });
}
