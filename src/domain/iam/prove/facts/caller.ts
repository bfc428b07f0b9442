import type { Cell } from "../cell.ts";
import type { CredentialKind } from "../credential-kind.ts";
import type { Subject } from "../subject.ts";

/** True for credentials made by GetFederationToken: the caller is another principal than the user. */
export function isFederated(credential: CredentialKind): boolean {
  return credential === "federation-token" || credential === "federation-console";
}

/** True for access keys of users and root; of the policies alone, the cell without MFA key stands for them. */
export function isLongTerm(credential: CredentialKind, cell: Cell): boolean {
  if (credential === "policy-text") return cell.mfa === "absent";
  return credential === "user-key" || credential === "root-key";
}

/** The ARN that a request shows: the principal's, or that of its federated session, named after the user. */
export function callerArn({ principal, credential }: Subject): string {
  if (credential !== "assume-root" && !isFederated(credential)) return principal.arn;
  const [, partition = "aws"] = principal.arn.split(":");
  if (credential === "assume-root") return `arn:${partition}:iam::${principal.account}:root`;
  const name = principal.arn.slice(principal.arn.lastIndexOf("/") + 1);
  return `arn:${partition}:sts::${principal.account}:federated-user/${name}`;
}
