import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";
import { allPages, token } from "./all-pages.ts";

/** An organization root with the status of each policy type. */
export interface OrganizationRoot {
  readonly id: string;
  readonly name: string;
  readonly policyTypes: { readonly type: string; readonly status: string }[];
}

/** The roots of the organization; policy types stand here alone, not in DescribeOrganization. */
export function listRoots(session: Session): Promise<Answer<readonly OrganizationRoot[]>> {
  return allPages((nextToken) =>
    session.call("organizations:ListRoots", async (clients, options) => {
      const [{ ListRootsCommand }, client] = await Promise.all([
        import("@aws-sdk/client-organizations"),
        clients.organizations(),
      ]);
      const answer = await client.send(new ListRootsCommand({ ...token(nextToken) }), options);
      const items = (answer.Roots ?? []).map((root) => ({
        id: root.Id ?? "",
        name: root.Name ?? "",
        policyTypes: (root.PolicyTypes ?? []).map(({ Type, Status }) => ({ type: Type ?? "", status: Status ?? "" })),
      }));
      return { items, nextToken: answer.NextToken };
    }),
  );
}
