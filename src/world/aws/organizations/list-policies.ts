import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { OrgPolicy } from "../../../domain/snapshot/organization-facts.ts";
import type { Session } from "../session/session.ts";
import { allPages, token } from "./all-pages.ts";

/** An organization policy without its document and targets. */
export type PolicySummary = Pick<OrgPolicy, "id" | "name" | "type" | "awsManaged">;

/** All policies of one type. */
export function listPolicies(session: Session, type: OrgPolicy["type"]): Promise<Answer<readonly PolicySummary[]>> {
  return allPages((nextToken) =>
    session.call("organizations:ListPolicies", async (clients, options) => {
      const [{ ListPoliciesCommand }, client] = await Promise.all([
        import("@aws-sdk/client-organizations"),
        clients.organizations(),
      ]);
      const answer = await client.send(new ListPoliciesCommand({ Filter: type, ...token(nextToken) }), options);
      const items = (answer.Policies ?? []).map(({ Id, Name, AwsManaged }) => ({
        id: Id ?? "",
        name: Name ?? "",
        type,
        awsManaged: AwsManaged === true,
      }));
      return { items, nextToken: answer.NextToken };
    }),
  );
}
