import type { DocumentOf } from "../documents/read-custody-document.ts";

/** The two switches of central root access. */
export type RootFeature = DocumentOf<"rw.org-feature/v1">["feature"];

/** The one IAM action that turns a feature on or off. */
export function switchAction(feature: RootFeature, on: boolean): string {
  return `iam:${on ? "Enable" : "Disable"}Organizations${feature === "RootSessions" ? "RootSessions" : "RootCredentialsManagement"}`;
}

/** The session policy for one switch: that call and, to turn it on, IAM's trusted access in Organizations. */
export function featurePolicy({ feature, on }: Pick<DocumentOf<"rw.org-feature/v1">, "feature" | "on">): string {
  const trust = {
    Effect: "Allow",
    Action: "organizations:EnableAWSServiceAccess",
    Resource: "*",
    Condition: { StringEquals: { "organizations:ServicePrincipal": "iam.amazonaws.com" } },
  };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: switchAction(feature, on), Resource: "*" }, ...(on ? [trust] : [])],
  });
}
