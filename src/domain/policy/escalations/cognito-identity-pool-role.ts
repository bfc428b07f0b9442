import type { Escalation } from "../escalation.ts";

/** A role is set on a Cognito identity pool. */
export const cognitoIdentityPoolRole: Escalation = {
  id: "cognito-identity-pool-role",
  title: "A role is set on a Cognito identity pool",
  kind: "new-passrole",
  needs: [
    { action: "iam:PassRole", resource: "passed role" },
    { action: "cognito-identity:SetIdentityPoolRoles", resource: "existing identity pool" },
  ],
  trust: "cognito-identity.amazonaws.com",
  gives: "passed-role",
  gain: "The identity pool hands out credentials of the passed role.",
  unseen:
    "An identity pool exists in which the caller gets an identity, and the conditions of the role's trust fit that pool.",
  seen: "A role of the account trusts cognito-identity.amazonaws.com as an identity provider.",
  pathfinding: "cognitoidentity-001",
  aka: [],
  source: "pathfinding",
};
