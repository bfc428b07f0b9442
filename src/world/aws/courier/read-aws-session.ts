import type { AwsSession } from "../../../domain/custody/sessions/deed.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { readSessionCredentials } from "../sts/read-session-credentials.ts";

interface WireCredentials {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
  readonly Expiration?: Date | undefined;
}

/** The session of an AssumeRole or AssumeRoot answer; throws `TypeError` when a part of it is missing. */
export function readAwsSession(wire: WireCredentials | undefined, account: string, region: string): AwsSession {
  const { accessKeyId, secretAccessKey, sessionToken } = readSessionCredentials(wire).reveal();
  const expiresAt = Math.floor((wire?.Expiration?.getTime() ?? Number.NaN) / 1000);
  if (sessionToken === undefined || Number.isNaN(expiresAt))
    throw new TypeError("the answer does not say when it ends");
  return { keys: new Secret({ accessKeyId, secretAccessKey, sessionToken }), expiresAt, account, region };
}
