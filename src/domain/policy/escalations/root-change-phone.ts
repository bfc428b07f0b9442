import type { Escalation } from "../escalation.ts";

/** The phone number of the account's primary contact is changed. */
export const rootChangePhone: Escalation = {
  id: "root-change-phone",
  title: "The phone number of the account's primary contact is changed",
  kind: "root-takeover",
  needs: [{ action: "account:PutContactInformation", resource: "any" }],
  trust: null,
  gives: "root",
  gain: "The phone is the second factor of recovery: with the mailbox of the root user it leads past any MFA.",
  unseen:
    "Somebody can read the mailbox of the root user, and the account has a root password or its recovery can be opened.",
  seen: "The account is the caller's own, or a member and the caller in the management account.",
  pathfinding: null,
  aka: [],
  source: "own",
};
