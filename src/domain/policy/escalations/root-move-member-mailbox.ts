import type { Escalation } from "../escalation.ts";

/** The root mailbox of a member account is moved. */
export const rootMoveMemberMailbox: Escalation = {
  id: "root-move-member-mailbox",
  title: "The root mailbox of a member account is moved",
  kind: "root-takeover",
  needs: [
    { action: "account:StartPrimaryEmailUpdate", resource: "any" },
    { action: "account:AcceptPrimaryEmailUpdate", resource: "any" },
  ],
  trust: null,
  gives: "root",
  gain: "The caller reads the mail of the member's root user.",
  unseen: "Trusted access for account management is on in the organization.",
  seen: "The caller is in the management account, or perhaps in the one that account management is delegated to; the one-time code goes to the new address.",
  pathfinding: null,
  aka: [],
  source: "own",
};
