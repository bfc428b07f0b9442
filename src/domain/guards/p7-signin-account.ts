import { rootArn } from "../core/arn.ts";
import { callerOf, type Guard, type GuardSite, type Probe } from "./guard.ts";
import { outsideAddress } from "./outside-address.ts";

/**
 * P7: the sign-in policy of the management account or of a stand-alone account, out of reach of RCPs. AWS builds it from
 * a network and an excluded principal, so it needs both; null when the site has no recovery principal in the account or
 * not exactly one network. A wall that nobody can take down must not be built.
 */
export function signinAccountGuard(site: GuardSite, account: string): Guard | null {
  const recovery = site.recoveryPrincipals.find((arn) => arn.includes(`::${account}:`) && !arn.includes("*"));
  const network = site.networks[0];
  if (recovery === undefined || network === undefined || site.networks.length > 1) return null;
  const { partition } = site;
  const root = rootArn(partition, account);
  const condition = (key: string) => ({
    StringEquals: { "aws:ResourceAccount": account },
    NotIpAddress: { "aws:SourceIp": network },
    ArnNotLike: { [key]: recovery },
  });
  const phase = (says: string, action: string, arn: string, from: string): Probe => ({
    says,
    caller: callerOf(arn, account, arn === root ? "root" : "user", account === site.management),
    action,
    resource: "*",
    context: {
      "aws:resourceaccount": account,
      "aws:sourceip": from,
      [action === "signin:Authenticate" ? "signin:principalarn" : "aws:principalarn"]: arn,
    },
  });
  const outside = outsideAddress(site.networks);
  const inside = network.split("/")[0] ?? network;
  return {
    id: "P7",
    name: `rootward-p7-signin-${account}`,
    title: `Sign-in policy of ${account}: console sign-in only from ${network}`,
    kind: "signin",
    document: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Authenticate",
          Effect: "Deny",
          Principal: "*",
          Action: "signin:Authenticate",
          Resource: "*",
          Condition: condition("signin:PrincipalArn"),
        },
        {
          Sid: "Authorize",
          Effect: "Deny",
          Principal: "*",
          Action: ["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"],
          Resource: "*",
          Condition: condition("aws:PrincipalArn"),
        },
      ],
    },
    mustDeny: [
      phase("root reaches the password prompt from outside", "signin:Authenticate", root, outside),
      phase("root is let into the console from outside", "signin:AuthorizeOAuth2Access", root, outside),
      phase("root gets a console token from outside", "signin:CreateOAuth2Token", root, outside),
    ],
    mustKeep: [
      phase("root signs in from the network", "signin:Authenticate", root, inside),
      phase("the recovery principal signs in from anywhere", "signin:Authenticate", recovery, outside),
      phase("the recovery principal is let into the console", "signin:AuthorizeOAuth2Access", recovery, outside),
    ],
    warnings: [
      "It binds everybody who signs in at this account's console, not root alone; people of the Identity Center portal are locked out by network conditions.",
      "Whether AWS lets an account policy bind the management account's own root is not known: test it, and keep the recovery principal's way in.",
      "The recovery principal must hold signin:DeleteConsoleAuthorizationConfiguration.",
    ],
  };
}

/** The calls that put P7 in place, in order, as the Sign-In API takes them (POST path and body). */
export function signinCalls(site: GuardSite, account: string): readonly { path: string; body: object }[] {
  const recovery = site.recoveryPrincipals.find((arn) => arn.includes(`::${account}:`) && !arn.includes("*"));
  return [
    { path: "/put-resource-permission-statement", body: { sourceIp: site.networks[0], excludedPrincipal: recovery } },
    { path: "/put-console-authorization-configuration", body: { targetId: account } },
  ];
}
