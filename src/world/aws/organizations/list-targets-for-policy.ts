import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";
import { allPages, token } from "./all-pages.ts";

const page = 20;

/** Ids of the roots, units and accounts that a policy is attached to, all pages. */
export function listTargetsForPolicy(session: Session, policy: string): Promise<Answer<readonly string[]>> {
  return allPages((nextToken) =>
    session.call("organizations:ListTargetsForPolicy", async (clients, options) => {
      const [{ ListTargetsForPolicyCommand }, client] = await Promise.all([
        import("@aws-sdk/client-organizations"),
        clients.organizations(),
      ]);
      const command = new ListTargetsForPolicyCommand({ PolicyId: policy, MaxResults: page, ...token(nextToken) });
      const answer = await client.send(command, options);
      return { items: (answer.Targets ?? []).map(({ TargetId }) => TargetId ?? ""), nextToken: answer.NextToken };
    }),
  );
}
