import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";

/** The unit or root that an account or unit stands in. */
export function listParents(session: Session, child: string): Promise<Answer<string | null>> {
  return session.call("organizations:ListParents", async (clients, options) => {
    const [{ ListParentsCommand }, client] = await Promise.all([
      import("@aws-sdk/client-organizations"),
      clients.organizations(),
    ]);
    const { Parents } = await client.send(new ListParentsCommand({ ChildId: child }), options);
    return Parents?.[0]?.Id ?? null;
  });
}
