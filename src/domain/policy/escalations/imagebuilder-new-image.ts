import type { Escalation } from "../escalation.ts";

/** A role is handed to the build of a new image. */
export const imagebuilderNewImage: Escalation = {
  id: "imagebuilder-new-image",
  title: "A role is handed to the build of a new image",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "imagebuilder:CreateComponent", resource: "new component" },
    { action: "imagebuilder:CreateImageRecipe", resource: "new image recipe" },
    { action: "imagebuilder:CreateInfrastructureConfiguration", resource: "new infrastructure configuration" },
    { action: "imagebuilder:CreateImage", resource: "new image" },
  ],
  trust: "ec2.amazonaws.com",
  gives: "passed-role",
  gain: "The caller's component runs on the build instance with the rights of the passed role.",
  unseen: "The role sits in an instance profile.",
  seen: "A role of the account trusts ec2.amazonaws.com; it is neither service-linked nor under /aws-reserved/.",
  pathfinding: "imagebuilder-001",
  aka: [],
  source: "pathfinding",
};
