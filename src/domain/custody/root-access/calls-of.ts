// What a plan is going to call at AWS, in order, for the person who reads it before anything happens.
import type { MemberPlan, PlanOf, RootAccessPlan, SwitchPlan } from "./root-access-plan.ts";

/** One call that a plan is going to make. */
export interface PlannedCall {
  /** The IAM action, e.g. `s3:DeleteBucketPolicy`. */
  readonly action: string;
  /** What it does here, one sentence. */
  readonly what: string;
  readonly isWrite: boolean;
  /** How to go back, one sentence; `null` where nothing is written, and where there is no way back. */
  readonly undo: string | null;
}

/** IAM's service principal in Organizations. */
export const iamService = "iam.amazonaws.com";

/** The calls of a plan in their order; the first one opens the session. */
export function callsOf(plan: RootAccessPlan): readonly PlannedCall[] {
  switch (plan.task) {
    case "enable":
      return switchCalls(plan);
    case "delete-credentials":
      return [session(plan), ...credentialReads("Looks"), ...deletions(plan), ...readBack()];
    case "allow-recovery":
      return [
        session(plan),
        read("iam:GetLoginProfile", "Looks whether root has a password or may recover one already."),
        write(
          "iam:CreateLoginProfile",
          "Lets whoever reads the root mailbox set a root password; sets none itself.",
          "`rootward root-access delete-credentials` deletes the password again, and with it the way to recover one.",
        ),
        read("iam:GetLoginProfile", "Reads back that recovery is allowed."),
      ];
    case "unlock-bucket":
      return bucketCalls(plan);
    case "unlock-queue":
      return queueCalls(plan);
  }
}

function session(plan: MemberPlan): PlannedCall {
  const policy = plan.taskPolicy.slice(plan.taskPolicy.lastIndexOf("/") + 1);
  return read(
    "sts:AssumeRoot",
    `Opens a session as root of ${plan.name} (${digits(plan.account)}) with the task policy ${policy}, for at most 15 minutes.`,
  );
}

function switchCalls({ feature, on, management, trustedAccess }: SwitchPlan): readonly PlannedCall[] {
  const verb = on ? "Enable" : "Disable";
  const trust = write(
    "organizations:EnableAWSServiceAccess",
    `Switches on trusted access of ${iamService} in the organization, which central root access rests on.`,
    `organizations:DisableAWSServiceAccess for ${iamService} hides the features again; they keep their state.`,
  );
  return [
    read(
      "sts:AssumeRole",
      `Opens a session in the management account ${digits(management)} that may make these calls alone.`,
    ),
    ...(trustedAccess ? [trust] : []),
    write(
      `iam:${verb}Organizations${feature}`,
      `Switches ${feature} ${on ? "on" : "off"} for the whole organization.`,
      `A plan that switches it ${on ? "off" : "on"} again.`,
    ),
    read("iam:ListOrganizationsFeatures", "Reads back which features are on, with your own credentials."),
  ];
}

function credentialReads(verb: string): readonly PlannedCall[] {
  return [
    read("iam:GetLoginProfile", `${verb} whether root has a password.`),
    read("iam:ListAccessKeys", `${verb} which access keys root has.`),
    read("iam:ListSigningCertificates", `${verb} which signing certificates root has.`),
    read("iam:ListMFADevices", `${verb} which MFA devices root has.`),
  ];
}

function readBack(): readonly PlannedCall[] {
  return [
    ...credentialReads("Reads back"),
    read("iam:GetAccountSummary", "Reads back the account's own flags of what root has."),
  ];
}

/** INVARIANT: password first and MFA last, so that no password is left without MFA on the way. */
function deletions({ delete: kinds, found }: PlanOf<"delete-credentials">): readonly PlannedCall[] {
  const calls: PlannedCall[] = [];
  if (kinds.includes("password") && found?.password !== false) {
    const undo =
      "`rootward root-access allow-recovery` lets a new one be set through the root mailbox; this one stays gone.";
    calls.push(write("iam:DeleteLoginProfile", "Deletes the root password, and with it the way to recover one.", undo));
  }
  if (kinds.includes("access-keys")) {
    calls.push(...each("iam:DeleteAccessKey", "access key", found?.accessKeys));
  }
  if (kinds.includes("certificates")) {
    calls.push(...each("iam:DeleteSigningCertificate", "signing certificate", found?.certificates));
  }
  if (kinds.includes("mfa")) calls.push(...each("iam:DeactivateMFADevice", "MFA device", found?.mfa));
  return calls;
}

function each(action: string, noun: string, names: readonly string[] | undefined): readonly PlannedCall[] {
  const verb = action === "iam:DeactivateMFADevice" ? "Deactivates" : "Deletes";
  if (names === undefined) return [write(action, `${verb} every ${noun} of root that is there.`, null)];
  return names.map((name) => write(action, `${verb} the ${noun} ${name}.`, null));
}

function bucketCalls(plan: PlanOf<"unlock-bucket">): readonly PlannedCall[] {
  const { bucket, policy } = plan;
  const undo = "Put the text back that was kept, with another plan of this command.";
  return [
    session(plan),
    read(
      "s3:GetBucketPolicy",
      `Reads the policy of bucket ${bucket}, and keeps its text here before anything is written.`,
    ),
    policy === null
      ? write("s3:DeleteBucketPolicy", `Deletes the policy of bucket ${bucket}.`, undo)
      : write("s3:PutBucketPolicy", `Replaces the policy of bucket ${bucket} by the text in this plan.`, undo),
    read("s3:GetBucketPolicy", "Reads back the policy that is there now."),
  ];
}

function queueCalls(plan: PlanOf<"unlock-queue">): readonly PlannedCall[] {
  const { queueUrl, policy } = plan;
  const what = policy === null ? "Removes the policy" : "Replaces the policy by the text in this plan";
  return [
    session(plan),
    read(
      "sqs:GetQueueAttributes",
      `Reads the policy of ${queueUrl}, and keeps its text here before anything is written.`,
    ),
    write("sqs:SetQueueAttributes", `${what}.`, "Put the text back that was kept, with another plan of this command."),
    read("sqs:GetQueueAttributes", "Reads back the policy that is there now."),
  ];
}

function read(action: string, what: string): PlannedCall {
  return { action, what, isWrite: false, undo: null };
}

function write(action: string, what: string, undo: string | null): PlannedCall {
  return { action, what, isWrite: true, undo };
}

function digits(account: string): string {
  return account.slice(account.indexOf(":") + 1);
}
