import { exceptPrincipals } from "./exempt.ts";
import type { GuardSite } from "./guard.ts";
import { contactActions } from "./p1-contacts.ts";

/** `Allow` for everything: a boundary grants nothing, so what it does not deny stays as it was. */
export const everythingElse = { Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" } as const;

/** Denies contact writes to all but the declared roles. */
export function contactStatement(site: GuardSite): Readonly<Record<string, unknown>> {
  return {
    Sid: "Contacts",
    Effect: "Deny",
    Action: contactActions,
    Resource: "*",
    ...exceptPrincipals(site.contactWriters),
  };
}

/** Denies taking a sign-in wall down. */
export const wallStatement = {
  Sid: "SigninWall",
  Effect: "Deny",
  Action: ["signin:DeleteConsoleAuthorizationConfiguration", "signin:DeleteResourcePermissionStatement"],
  Resource: "*",
} as const;

/** A principal that may take its own boundary off is not bound by it. */
export const boundaryStays = {
  Sid: "BoundaryStays",
  Effect: "Deny",
  Action: [
    "iam:CreatePolicyVersion",
    "iam:DeletePolicyVersion",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "iam:PutRolePermissionsBoundary",
    "iam:PutUserPermissionsBoundary",
    "iam:SetDefaultPolicyVersion",
  ],
  Resource: "*",
} as const;
