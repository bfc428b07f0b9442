import { arnParts } from "../../domain/core/arn.ts";
import type { Caller } from "../../domain/iam/decide/question.ts";

/** What an ARN (or the host of a service) says about the kind of principal; null when it says nothing. */
export function principalKind(arn: string): Caller["kind"] | null {
  const parts = arnParts(arn);
  if (parts === null) return /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(arn) ? "service" : null;
  const { service, resource } = parts;
  const start = (text: string): boolean => resource.startsWith(text);
  if (service === "iam") {
    if (resource === "root") return "root";
    if (start("user/")) return "user";
    if (start("role/aws-service-role/")) return "service-linked-role";
    if (start("role/")) return "role";
    return start("oidc-provider/") || start("saml-provider/") ? "identity-provider" : null;
  }
  if (service !== "sts") return null;
  if (start("assumed-role/AWSServiceRoleFor")) return "service-linked-role";
  if (start("assumed-role/")) return "role-session";
  if (start("federated-user/")) return "federated-user";
  return resource === "assumed-root" || start("assumed-root/") ? "assumed-root" : null;
}
