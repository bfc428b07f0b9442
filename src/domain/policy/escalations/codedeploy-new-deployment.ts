import type { Escalation } from "../escalation.ts";

/** A deployment runs code on instances that have a role. */
export const codedeployNewDeployment: Escalation = {
  id: "codedeploy-new-deployment",
  title: "A deployment runs code on instances that have a role",
  kind: "existing-passrole",
  needs: [
    { action: "codedeploy:CreateDeployment", resource: "existing deployment group" },
    { action: "codedeploy:RegisterApplicationRevision", resource: "existing application" },
    { action: "codedeploy:GetDeploymentConfig", resource: "any", isOptional: true },
  ],
  trust: "ec2.amazonaws.com",
  gives: "attached-role",
  gain: "The caller's hooks run with the rights of the instances' role.",
  unseen: "An application and a deployment group exist whose instances have a role.",
  seen: "Some role of the account trusts ec2.amazonaws.com.",
  pathfinding: "codedeploy-001",
  aka: [],
  source: "pathfinding",
};
