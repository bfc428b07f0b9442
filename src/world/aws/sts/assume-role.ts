import type { Secret } from "../../../domain/core/secret.ts";
import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Identity } from "../session/credentials.ts";
import { Session } from "../session/session.ts";
import { readSessionCredentials } from "./read-session-credentials.ts";

/** The role to assume; `duration` in seconds, AWS's default is an hour. */
export interface RoleToAssume {
  readonly arn: string;
  readonly account: string;
  readonly sessionName: string;
  readonly externalId?: string | undefined;
  readonly durationSeconds?: number | undefined;
}

/** Assumes a role and returns a session in its account, which assumes it once more when its credentials expire. */
export async function assumeRole(from: Session, role: RoleToAssume): Promise<Answer<Session>> {
  const answer = await roleCredentials(from, role);
  if (answer.status === "failed") return answer;
  let latest = answer.value;
  const session = new Session(from.runtime, {
    account: role.account,
    partition: from.partition,
    credentials: () => Promise.resolve(latest.reveal()),
    renew: async () => {
      const again = await roleCredentials(from, role);
      if (again.status === "ok") latest = again.value;
      return () => Promise.resolve(latest.reveal());
    },
  });
  return { ...answer, value: session };
}

function roleCredentials(from: Session, role: RoleToAssume): Promise<Answer<Secret<Identity>>> {
  return from.call("sts:AssumeRole", async (clients, options) => {
    const [{ AssumeRoleCommand }, client] = await Promise.all([import("@aws-sdk/client-sts"), clients.sts()]);
    const command = new AssumeRoleCommand({
      RoleArn: role.arn,
      RoleSessionName: role.sessionName,
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
      ...(role.durationSeconds === undefined ? {} : { DurationSeconds: role.durationSeconds }),
    });
    return readSessionCredentials((await client.send(command, options)).Credentials);
  });
}
