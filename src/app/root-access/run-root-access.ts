import type { MemberPlan } from "../../domain/custody/root-access/root-access-plan.ts";
import { allowRecovery } from "./run/allow-recovery.ts";
import { deleteCredentials } from "./run/delete-credentials.ts";
import type { RootDeeds } from "./run/root-deeds.ts";
import type { RunOutcome } from "./run/run-outcome.ts";
import { checkSessionOfPlan } from "./run/session-of-plan.ts";
import { type OnCall, toldDeeds } from "./run/told-call.ts";
import { unlockPolicy } from "./run/unlock-policy.ts";

/** What running a plan needs. */
export interface RunDeps {
  /** Account of the session, `<partition>:<12 digits>` as it was handed out. */
  readonly sessionAccount: string;
  /** Of a session as root of the plan's account, under the plan's task policy. */
  readonly deeds: RootDeeds;
  readonly onCall: OnCall;
  /** Stores a policy's old text before it is replaced, `null` where there was none; when it throws nothing is written. */
  readonly keepOldPolicy: (policy: string | null) => Promise<void>;
  readonly sleep: (millis: number) => Promise<void>;
}

/**
 * Runs a saved plan in a member. May be repeated: what is done already counts as done. Throws
 * `ROOT_ACCESS_OTHER_SESSION`, before any call, for a session of another account.
 */
export const runRootAccess =
  ({ sessionAccount, onCall, keepOldPolicy, sleep, ...deps }: RunDeps) =>
  async (plan: MemberPlan): Promise<RunOutcome> => {
    checkSessionOfPlan(sessionAccount, plan.account);
    const deeds = toldDeeds(deps.deeds, onCall);
    switch (plan.task) {
      case "delete-credentials":
        return deleteCredentials({ deeds, sleep }, plan);
      case "allow-recovery":
        return allowRecovery({ deeds, sleep });
      case "unlock-bucket": {
        const { bucket, region } = plan;
        const target = {
          noun: `bucket ${bucket}`,
          read: () => deeds.getBucketPolicy({ bucket, region }),
          write: (policy: string | null) =>
            policy === null
              ? deeds.deleteBucketPolicy({ bucket, region })
              : deeds.putBucketPolicy({ bucket, region, policy }),
        };
        return unlockPolicy({ target, keepOldPolicy, sleep }, plan.policy);
      }
      case "unlock-queue": {
        const { queueUrl, region } = plan;
        const target = {
          noun: `queue ${queueUrl.slice(queueUrl.lastIndexOf("/") + 1)}`,
          read: () => deeds.getQueuePolicy({ queueUrl, region }),
          write: (policy: string | null) => deeds.setQueuePolicy({ queueUrl, region, policy: policy ?? "" }),
        };
        return unlockPolicy({ target, keepOldPolicy, sleep }, plan.policy);
      }
    }
  };
