import type { Escalation } from "../escalation.ts";

/** A role is handed to the instances of a new EMR cluster. */
export const emrNewCluster: Escalation = {
  id: "emr-new-cluster",
  title: "A role is handed to the instances of a new EMR cluster",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "elasticmapreduce:RunJobFlow", resource: "new cluster" },
  ],
  trust: "ec2.amazonaws.com",
  gives: "passed-role",
  gain: "The steps run with the rights of the instances' role.",
  unseen: "The role sits in an instance profile, and a service role for EMR can be passed as well.",
  seen: "A role of the account trusts ec2.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "emr-001",
  aka: [],
  source: "pathfinding",
};
