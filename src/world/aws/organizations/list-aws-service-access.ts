import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";
import { allPages, token } from "./all-pages.ts";

/** Service principals with trusted access to the organization. */
export function listAwsServiceAccess(session: Session): Promise<Answer<readonly string[]>> {
  return allPages((nextToken) =>
    session.call("organizations:ListAWSServiceAccessForOrganization", async (clients, options) => {
      const [{ ListAWSServiceAccessForOrganizationCommand }, client] = await Promise.all([
        import("@aws-sdk/client-organizations"),
        clients.organizations(),
      ]);
      const command = new ListAWSServiceAccessForOrganizationCommand({ ...token(nextToken) });
      const answer = await client.send(command, options);
      const items = (answer.EnabledServicePrincipals ?? []).map(({ ServicePrincipal }) => ServicePrincipal ?? "");
      return { items, nextToken: answer.NextToken };
    }),
  );
}
