import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../../../world/aws/session/session.ts";
import { assumeRole } from "../../../world/aws/sts/assume-role.ts";
import type { CollectAsk } from "./collect-ask.ts";

/** A session of the reader role in a member; `account` is its 12 digits. */
export function memberSession(
  from: Session,
  account: string,
  { memberRole, externalId }: Pick<CollectAsk, "memberRole" | "externalId">,
): Promise<Answer<Session>> {
  return assumeRole(from, {
    arn: `arn:${from.partition}:iam::${account}:role/${memberRole}`,
    account,
    sessionName: "rootward",
    ...(externalId === undefined ? {} : { externalId }),
  });
}
