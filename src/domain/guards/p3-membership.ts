import { rootArn } from "../core/arn.ts";
import { callerOf, type Guard, type GuardSite } from "./guard.ts";

/** P3: no member leaves the organization, and with it its SCPs. */
export function membershipGuard(site: GuardSite): Guard {
  const { partition, member } = site;
  const admin = callerOf(`arn:${partition}:iam::${member}:role/any-admin`, member, "role");
  const root = callerOf(rootArn(partition, member), member, "root");
  const leave = { action: "organizations:LeaveOrganization", resource: "*", context: {} };
  return {
    id: "P3",
    name: "rootward-p3-membership",
    title: "SCP: members cannot leave the organization",
    kind: "scp",
    document: {
      Version: "2012-10-17",
      Statement: [{ Sid: "Leave", Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" }],
    },
    mustDeny: [
      { says: "an administrator of a member leaves the organization", caller: admin, ...leave },
      { says: "the root user of a member leaves the organization", caller: root, ...leave },
    ],
    mustKeep: [
      {
        says: "a member reads its organization",
        caller: admin,
        action: "organizations:DescribeOrganization",
        resource: "*",
        context: {},
      },
    ],
    warnings: ["Management can still remove an account: that is a call of the management account."],
  };
}
