import type { Escalation } from "../escalation.ts";

/** Password recovery of a member's root user is opened again. */
export const rootAllowPasswordRecovery: Escalation = {
  id: "root-allow-password-recovery",
  title: "Password recovery of a member's root user is opened again",
  kind: "root-takeover",
  needs: [{ action: "sts:AssumeRoot", resource: "member root" }],
  trust: null,
  gives: "root",
  gain: "Whoever reads the mailbox of that root user sets its password and is root, without MFA.",
  unseen: "Central root credentials are on, and somebody can read the mailbox of that root user.",
  seen: "The caller is in the management account, or perhaps in the account that IAM is delegated to; conditions on sts:TaskPolicyArn let the task through.",
  pathfinding: null,
  aka: [],
  source: "own",
};
