import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";
import { allPages, token } from "./all-pages.ts";

/** Ids of the delegated administrators for a service principal. */
export function listDelegatedAdministrators(session: Session, service: string): Promise<Answer<readonly string[]>> {
  return allPages((nextToken) =>
    session.call("organizations:ListDelegatedAdministrators", async (clients, options) => {
      const [{ ListDelegatedAdministratorsCommand }, client] = await Promise.all([
        import("@aws-sdk/client-organizations"),
        clients.organizations(),
      ]);
      const command = new ListDelegatedAdministratorsCommand({ ServicePrincipal: service, ...token(nextToken) });
      const answer = await client.send(command, options);
      return { items: (answer.DelegatedAdministrators ?? []).map(({ Id }) => Id ?? ""), nextToken: answer.NextToken };
    }),
  );
}
