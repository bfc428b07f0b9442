// What a person must know before a plan is applied. Only what AWS documents or was seen to do is stated; what is not known
// is said to be not known.
import { locksAgain } from "./locks-again.ts";
import type { PlanOf, RootAccessPlan, SwitchPlan } from "./root-access-plan.ts";

/** Sentences that stand above a plan, the most important first. */
export function warningsOf(plan: RootAccessPlan): readonly string[] {
  switch (plan.task) {
    case "enable":
      return plan.on ? switchOn(plan) : switchOff(plan);
    case "delete-credentials":
      return [...deletion(plan), ...ofEverySession];
    case "allow-recovery":
      return [...recovery, ...ofEverySession];
    case "unlock-bucket":
      return [...newPolicy("bucket", plan.policy), ...ofEverySession];
    case "unlock-queue":
      return [...newPolicy("queue", plan.policy), ...ofEverySession];
  }
}

const ofEverySession = [
  "A session that was handed out cannot be recalled; it ends by itself within 15 minutes.",
  "The session is the member's root under the task policy, and the member's SCPs bind it too: one that denies root everything also denies this, unless it exempts aws:AssumedRoot.",
  "The call is logged in the account that makes it and in the member.",
];

const nothingMoves = "It deletes nothing and restores nothing: what root of each member has stays as it is.";

function switchOn({ feature, trustedAccess }: SwitchPlan): readonly string[] {
  const acts =
    feature === "RootSessions"
      ? "replace the policy of any bucket or queue of a member"
      : "delete a member's root credentials, or let its root password be recovered by mail";
  return [
    nothingMoves,
    `From then on every principal of the management account, or of IAM's delegated administrator, that may call sts:AssumeRoot can ${acts}: see who that is with \`rootward paths\`.`,
    ...(trustedAccess
      ? [
          `Trusted access of iam.amazonaws.com is switched on first. Features that were on before it was switched off come back with it.`,
        ]
      : []),
  ];
}

function switchOff({ feature }: SwitchPlan): readonly string[] {
  const outlives =
    "A session that was issued before goes on until it ends, at most 15 minutes; STS was seen to issue new ones for up to a minute after.";
  if (feature === "RootSessions") {
    return [
      nothingMoves,
      "Locked buckets and queues of members can then be unlocked by their own root alone.",
      outlives,
    ];
  }
  return [
    nothingMoves,
    "Members' root credentials can then no longer be audited, deleted or restored centrally.",
    "Whether a member without a root password can then recover one by its mailbox and phone is not documented: count on it being possible.",
    outlives,
  ];
}

function deletion({ delete: kinds, found }: PlanOf<"delete-credentials">): readonly string[] {
  const deletesPassword = kinds.includes("password");
  const withoutMfa = kinds.includes("mfa") && !deletesPassword && found?.password !== false;
  return [
    ...(withoutMfa
      ? [
          found === null
            ? "The plan deletes the MFA devices and leaves the password: if root has one, it then signs in without MFA."
            : "The plan deletes the MFA devices and leaves the password: root then signs in without MFA.",
        ]
      : []),
    "It cannot be undone: a deleted password, key or certificate does not come back, and an MFA device must be registered anew.",
    ...(found === null
      ? ["Nobody has looked: everything of these kinds that is there at that moment is deleted."]
      : []),
    ...(deletesPassword && kinds.includes("mfa")
      ? ["The password goes first and the MFA devices last, so that no password is left without MFA on the way."]
      : []),
    ...(kinds.includes("access-keys") || kinds.includes("certificates")
      ? ["Whatever still uses a key or certificate stops working at once."]
      : []),
    ...(deletesPassword
      ? [
          "Without a password root cannot sign in, nor recover one, until recovery is allowed again; what a vault keeps of this account no longer works.",
        ]
      : []),
  ];
}

const recovery = [
  'It sets no password. It lets whoever reads the root mailbox set one by "Forgot password", and then sign in as root.',
  "That sign-in is without MFA, unless an MFA device is still registered: register one at once, and take password and seed into custody.",
  "Until somebody has set the password, everybody who can read that mailbox, or its domain's mail, can.",
];

function newPolicy(noun: "bucket" | "queue", policy: string | null): readonly string[] {
  const kept = `AWS keeps no older version: the old text is kept here before anything is written to the ${noun}.`;
  if (policy === null) {
    return ["Deleting the policy ends all access that it alone gave, and opens what it alone denied.", kept];
  }
  const action = noun === "bucket" ? "s3:PutBucketPolicy" : "sqs:SetQueueAttributes";
  return [
    ...(locksAgain(policy, action)
      ? [`The new text denies everybody ${action} without a condition: it locks the ${noun} again.`]
      : []),
    "The new text replaces the whole policy; it is not held against the old one.",
    kept,
  ];
}
