import { Secret } from "../../../domain/core/secret.ts";
import type { Identity } from "../session/credentials.ts";

interface WireCredentials {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
  readonly Expiration?: Date | undefined;
}

/** Credentials of an AssumeRole or AssumeRoot answer; throws when one of the three parts is missing. */
export function readSessionCredentials(wire: WireCredentials | undefined): Secret<Identity> {
  const { AccessKeyId, SecretAccessKey, SessionToken } = wire ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) {
    throw new TypeError("the answer has no credentials");
  }
  // Without `expiration`: the SDK would refuse the last five minutes of a fifteen-minute session. AWS tells when it is over.
  return new Secret({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken });
}
