import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";

/** The delegation policy of the organization as AWS serves it. None is the failure `absent`. */
export function describeResourcePolicy(session: Session): Promise<Answer<string>> {
  return session.call("organizations:DescribeResourcePolicy", async (clients, options) => {
    const [{ DescribeResourcePolicyCommand }, client] = await Promise.all([
      import("@aws-sdk/client-organizations"),
      clients.organizations(),
    ]);
    return (await client.send(new DescribeResourcePolicyCommand({}), options)).ResourcePolicy?.Content ?? "";
  });
}
