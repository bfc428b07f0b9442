import type { Escalation } from "../escalation.ts";

/** A service control policy is detached. */
export const organizationsDetachScp: Escalation = {
  id: "organizations-detach-scp",
  title: "A service control policy is detached",
  kind: "guard-removal",
  needs: [{ action: "organizations:DetachPolicy", resource: "any" }],
  trust: null,
  gives: "without-scps",
  gain: "Members are not held by the policy any more.",
  unseen: "Another policy stays on the account or unit: the last one cannot be detached.",
  seen: "The caller is in the management account. From another account it takes a delegation policy of the organization, which is not looked at.",
  pathfinding: null,
  aka: [],
  source: "own",
};
