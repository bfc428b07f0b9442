import { exampleOf, exceptPrincipals } from "./exempt.ts";
import { callerOf, type Guard, type GuardSite, type Probe } from "./guard.ts";

const actions = [
  "signin:DeleteConsoleAuthorizationConfiguration",
  "signin:DeleteResourcePermissionStatement",
  "signin:PutConsoleAuthorizationConfiguration",
  "signin:PutResourcePermissionStatement",
];

/** P5: nobody in a member takes the sign-in wall down, except the declared recovery principals. */
export function signinProtectGuard(site: GuardSite): Guard {
  const { partition, member } = site;
  const admin = callerOf(`arn:${partition}:iam::${member}:role/any-admin`, member, "role");
  const probe = (says: string, caller: Probe["caller"], action: string): Probe => ({
    says,
    caller,
    action,
    resource: "*",
    context: {},
  });
  return {
    id: "P5",
    name: "rootward-p5-signin-protect",
    title: "SCP: members cannot change sign-in policies",
    kind: "scp",
    document: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "SigninWrites",
          Effect: "Deny",
          Action: actions,
          Resource: "*",
          ...exceptPrincipals(site.recoveryPrincipals),
        },
      ],
    },
    mustDeny: actions.map((action) => probe(`an administrator of a member calls ${action}`, admin, action)),
    mustKeep: [
      // Never by SCP: denying these would lock people out of the console, root or not.
      probe("a person signs in (after authentication)", admin, "signin:AuthorizeOAuth2Access"),
      probe("a person signs in (token)", admin, "signin:CreateOAuth2Token"),
      probe("an administrator reads the sign-in policy", admin, "signin:GetResourcePolicy"),
      ...site.recoveryPrincipals
        .filter((pattern) => site.management === null || !pattern.includes(`::${site.management}:`))
        .map((pattern) =>
          probe(
            `the recovery principal ${pattern} takes the wall down`,
            callerOf(exampleOf(pattern, member), member, "role"),
            "signin:DeleteConsoleAuthorizationConfiguration",
          ),
        ),
    ],
    warnings: [
      "Leave a recovery principal that can still delete the configuration; without one, only AWS Support helps after a lock-out.",
    ],
  };
}
