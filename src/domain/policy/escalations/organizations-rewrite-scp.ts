import type { Escalation } from "../escalation.ts";

/** A service control policy is rewritten. */
export const organizationsRewriteScp: Escalation = {
  id: "organizations-rewrite-scp",
  title: "A service control policy is rewritten",
  kind: "guard-removal",
  needs: [{ action: "organizations:UpdatePolicy", resource: "any" }],
  trust: null,
  gives: "without-scps",
  gain: "Members are held by what the caller writes.",
  unseen: null,
  seen: "The caller is in the management account. From another account it takes a delegation policy of the organization, which is not looked at.",
  pathfinding: null,
  aka: [],
  source: "own",
};
