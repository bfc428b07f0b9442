import { arnParts } from "../../../domain/core/arn.ts";
import type { AwsSession, Deed } from "../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../deeds/runtime/confirmed.ts";
import type { CourierAws } from "./open-courier.ts";
import { readAwsSession } from "./read-aws-session.ts";

/** The role to assume for one document. */
export interface RoleWith {
  readonly arn: string;
  /** 2..64 of `[\w+=,.@-]`. */
  readonly sessionName: string;
  /** Names the document in every event of the session and of those it opens; 2..64 of `[\w+=,.@-]`. */
  readonly sourceIdentity: string;
  /** Session policy as JSON text, at most 2,048 characters; the session may do what it and the role both allow. */
  readonly policy?: string | undefined;
  readonly durationSeconds: number;
}

/**
 * Assumes a role with the courier's own credentials. SECURITY: a session policy that is empty is refused here, because
 * a request without one would open the role's whole power.
 */
export async function assumeRoleWith(courier: CourierAws, role: RoleWith): Promise<Deed<AwsSession>> {
  const { deeds } = courier;
  if (role.policy?.trim() === "") {
    const message = "The session policy is empty.";
    return { status: "refused", action: "sts:AssumeRole", code: "MalformedPolicyDocument", message };
  }
  const parts = arnParts(role.arn);
  const account = `${parts?.partition ?? "aws"}:${parts?.account ?? ""}`;
  return deeds.run("sts:AssumeRole", async (clients, options) => {
    const [{ AssumeRoleCommand }, client] = await Promise.all([import("@aws-sdk/client-sts"), clients.sts()]);
    const command = new AssumeRoleCommand({
      RoleArn: role.arn,
      RoleSessionName: role.sessionName,
      SourceIdentity: role.sourceIdentity,
      DurationSeconds: role.durationSeconds,
      ...(role.policy === undefined ? {} : { Policy: role.policy }),
    });
    const { Credentials } = confirmed(await client.send(command, options));
    return readAwsSession(Credentials, account, deeds.region);
  });
}
