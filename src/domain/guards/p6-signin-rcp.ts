import { rootArn } from "../core/arn.ts";
import { callerOf, type Guard, type GuardSite, type Probe } from "./guard.ts";
import { outsideAddress } from "./outside-address.ts";

/** P6: an RCP that stops the root sign-in of members, in both phases. */
export function signinRcpGuard(site: GuardSite): Guard {
  const { partition, member } = site;
  const root = rootArn(partition, member);
  const rootPattern = "arn:*:iam::*:root";
  const excluded = site.recoveryPrincipals.filter((arn) => arn.endsWith(":root"));
  const condition = (key: string) => ({
    ArnLike: { [key]: rootPattern },
    // Plain NotIpAddress also refuses requests through VPC endpoints: those carry no aws:SourceIp.
    ...(site.networks.length === 0 ? {} : { NotIpAddress: { "aws:SourceIp": [...site.networks] } }),
    ...(excluded.length === 0 ? {} : { ArnNotLike: { [key]: excluded } }),
  });
  const outside = outsideAddress(site.networks);
  const person = `arn:${partition}:iam::${member}:user/any-person`;
  const phase = (says: string, action: string, arn: string): Probe => ({
    says,
    caller: callerOf(arn, member, arn === root ? "root" : "user"),
    action,
    resource: "*",
    context:
      action === "signin:Authenticate"
        ? { "signin:principalarn": arn, "aws:sourceip": outside }
        : { "aws:principalarn": arn, "aws:sourceip": outside },
  });
  return {
    id: "P6",
    name: "rootward-p6-signin-root",
    title: "RCP: the root user of a member cannot sign in",
    kind: "rcp",
    document: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "RootAuthenticate",
          Effect: "Deny",
          Principal: "*",
          Action: "signin:Authenticate",
          Resource: "*",
          Condition: condition("signin:PrincipalArn"),
        },
        {
          Sid: "RootAuthorize",
          Effect: "Deny",
          Principal: "*",
          Action: ["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"],
          Resource: "*",
          Condition: condition("aws:PrincipalArn"),
        },
      ],
    },
    mustDeny: [
      phase("root of a member reaches the password prompt", "signin:Authenticate", root),
      phase("root of a member is let into the console", "signin:AuthorizeOAuth2Access", root),
      phase("root of a member gets a console token", "signin:CreateOAuth2Token", root),
    ],
    mustKeep: [
      phase("a person signs in", "signin:Authenticate", person),
      phase("a person is let into the console", "signin:AuthorizeOAuth2Access", person),
      phase("a person gets a console token", "signin:CreateOAuth2Token", person),
      ...site.networks.slice(0, 1).map((network) => ({
        ...phase("root signs in from the listed network", "signin:Authenticate", root),
        context: { "signin:principalarn": root, "aws:sourceip": network.split("/")[0] ?? network },
      })),
    ],
    warnings: [
      "Nothing happens until console authorization is enabled for the organization (PLAN.md has the call).",
      "It does not reach the management account, and it does not stop calls signed with root access keys.",
      "Whether it also stops the forgotten-password and lost-MFA pages is not known; after them the console sign-in is refused.",
    ],
  };
}
