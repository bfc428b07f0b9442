import type { Secret } from "../../../domain/core/secret.ts";
import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import { auditTaskPolicy } from "../../../domain/snapshot/calls/reader-statement.ts";
import type { Identity } from "../session/credentials.ts";
import { Session } from "../session/session.ts";
import { readSessionCredentials } from "./read-session-credentials.ts";

const durationSeconds = 900;

/**
 * Opens an audit session as the root user of a member, read-only by its task policy. SECURITY: the audit task is the
 * only one this room can ask for; the member and the caller's account both log the call.
 */
export async function assumeRootForAudit(from: Session, account: string): Promise<Answer<Session>> {
  const answer = await rootCredentials(from, account);
  if (answer.status === "failed") return answer;
  let latest = answer.value;
  const session = new Session(from.runtime, {
    account,
    partition: from.partition,
    credentials: () => Promise.resolve(latest.reveal()),
    renew: async () => {
      const again = await rootCredentials(from, account);
      if (again.status === "ok") latest = again.value;
      return () => Promise.resolve(latest.reveal());
    },
  });
  return { ...answer, value: session };
}

function rootCredentials(from: Session, account: string): Promise<Answer<Secret<Identity>>> {
  return from.call("sts:AssumeRoot", async (clients, options) => {
    const [{ AssumeRootCommand }, client] = await Promise.all([import("@aws-sdk/client-sts"), clients.sts()]);
    const command = new AssumeRootCommand({
      TargetPrincipal: account,
      TaskPolicyArn: { arn: auditTaskPolicy(from.partition) },
      DurationSeconds: durationSeconds,
    });
    return readSessionCredentials((await client.send(command, options)).Credentials);
  });
}
