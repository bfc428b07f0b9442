import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";

/** The document of an organization policy as AWS serves it. */
export function describePolicy(session: Session, policy: string): Promise<Answer<string>> {
  return session.call("organizations:DescribePolicy", async (clients, options) => {
    const [{ DescribePolicyCommand }, client] = await Promise.all([
      import("@aws-sdk/client-organizations"),
      clients.organizations(),
    ]);
    return (await client.send(new DescribePolicyCommand({ PolicyId: policy }), options)).Policy?.Content ?? "";
  });
}
