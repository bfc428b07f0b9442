import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";
import { allPages, token } from "./all-pages.ts";

/** A unit with its name and the root or unit it stands in. */
export interface OrganizationalUnit {
  readonly id: string;
  readonly name: string;
  readonly parent: string;
}

/** The units directly below a root or unit. */
export function listOrganizationalUnitsForParent(
  session: Session,
  parent: string,
): Promise<Answer<readonly OrganizationalUnit[]>> {
  return allPages((nextToken) =>
    session.call("organizations:ListOrganizationalUnitsForParent", async (clients, options) => {
      const [{ ListOrganizationalUnitsForParentCommand }, client] = await Promise.all([
        import("@aws-sdk/client-organizations"),
        clients.organizations(),
      ]);
      const command = new ListOrganizationalUnitsForParentCommand({ ParentId: parent, ...token(nextToken) });
      const answer = await client.send(command, options);
      const items = (answer.OrganizationalUnits ?? []).map(({ Id, Name }) => ({
        id: Id ?? "",
        name: Name ?? "",
        parent,
      }));
      return { items, nextToken: answer.NextToken };
    }),
  );
}
