import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import { isoTime } from "../iso-time.ts";
import type { Session } from "../session/session.ts";

/** An access key of the caller. */
export interface OwnKey {
  readonly id: string;
  readonly active: boolean;
  readonly createdAt: string | null;
}

/** The access keys of the session's own principal (at most two), inactive ones too. */
export function listAccessKeys(session: Session): Promise<Answer<readonly OwnKey[]>> {
  return session.call("iam:ListAccessKeys", async (clients, options) => {
    const [{ ListAccessKeysCommand }, client] = await Promise.all([import("@aws-sdk/client-iam"), clients.iam()]);
    const { AccessKeyMetadata } = await client.send(new ListAccessKeysCommand({}), options);
    return (AccessKeyMetadata ?? []).map((key) => ({
      id: key.AccessKeyId ?? "",
      // Only "Inactive" is inactive: a status AWS adds later must not read as harmless.
      active: key.Status !== "Inactive",
      createdAt: isoTime(key.CreateDate),
    }));
  });
}
