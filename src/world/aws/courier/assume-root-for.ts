// SECURITY: only the courier calls this, after it has checked a receipt of the broker. Every session that it opens is root
// of a member, logged there and in the caller's account, and cannot be taken back before it ends. A scan has its own
// call, for the audit task alone.
import type { AwsSession, Deed } from "../../../domain/custody/sessions/deed.ts";
import { accountNumber, accountPartition } from "../deeds/runtime/account-number.ts";
import { confirmed } from "../deeds/runtime/confirmed.ts";
import { Deeds } from "../deeds/runtime/deeds.ts";
import type { CourierAws } from "./open-courier.ts";
import { readAwsSession } from "./read-aws-session.ts";

/** Which member's root, for which task, for how long. */
export interface RootFor {
  /** `aws:111122223333`. */
  readonly account: string;
  /** Full ARN, e.g. `arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy`. */
  readonly taskPolicyArn: string;
  /** 0..900. */
  readonly durationSeconds: number;
}

/**
 * Opens a session as root of a member with the keys of `as`, limited by the task policy. It asks the regional STS
 * endpoint of the courier's region; an unanswered request is not sent again, so that one receipt opens one session.
 */
export async function assumeRootFor(
  courier: CourierAws,
  as: AwsSession,
  { account, taskPolicyArn, durationSeconds }: RootFor,
): Promise<Deed<AwsSession>> {
  const target = accountNumber(account);
  const { runtime } = courier.deeds;
  const deeds = new Deeds(runtime, {
    account: accountNumber(as.account),
    partition: accountPartition(as.account),
    credentials: () => Promise.resolve({ ...as.keys.reveal() }),
    renew: null,
  });
  return deeds.run("sts:AssumeRoot", async (clients, options) => {
    const [{ AssumeRootCommand }, client] = await Promise.all([import("@aws-sdk/client-sts"), clients.sts()]);
    const command = new AssumeRootCommand({
      TargetPrincipal: target,
      TaskPolicyArn: { arn: taskPolicyArn },
      DurationSeconds: durationSeconds,
    });
    const { Credentials } = confirmed(await client.send(command, options));
    return readAwsSession(Credentials, `${accountPartition(account)}:${target}`, deeds.region);
  });
}
