import { arnParts } from "../../core/arn.ts";
import type { Request } from "./request.ts";

/** An answer that no policy can change. */
export interface FixedAnswer {
  readonly decision: "allowed" | "implicitly-denied";
  readonly rule: string;
}

/** What AWS decides before it reads a policy; null for everything else. Each rule cites its page. */
export function fixedAnswer(request: Request): FixedAnswer | null {
  const { caller } = request.question;
  const kind = caller === "anonymous" ? "anonymous" : caller.kind;
  const isUnsigned = kind === "anonymous" || kind === "service" || kind === "identity-provider";
  switch (request.action) {
    case "sts:getcalleridentity":
      // STS API reference, GetCallerIdentity: no permissions are required, a Deny does not stop it.
      return isUnsigned
        ? denied("an unsigned request has no identity to ask for")
        : allowed("GetCallerIdentity needs no permission");
    case "sts:getsessiontoken":
      // IAM user guide, "Permissions for GetSessionToken": none needed, no policy can take it away.
      return kind === "user" || kind === "root"
        ? allowed("GetSessionToken needs no permission, and no policy can take it away")
        : denied("GetSessionToken is for a user or root with long-term credentials");
    case "sts:assumerole":
    case "sts:assumeroot":
      // STS API reference, AssumeRole and AssumeRoot: not with root credentials.
      if (kind === "root") return denied("root credentials cannot assume a role or a root session");
      break;
    case "sts:getfederationtoken":
      // STS API reference, GetFederationToken: with the long-term credentials of a user or of root.
      if (kind !== "user" && kind !== "root")
        return denied("GetFederationToken is for a user or root with long-term credentials");
      break;
    default:
      break;
  }
  if (kind === "federated-user" && request.service === "sts") {
    // STS API reference, GetFederationToken: of STS only GetCallerIdentity.
    return denied("a GetFederationToken session may call nothing of STS but GetCallerIdentity");
  }
  if (isManagedPolicy(request.resource) && policyEdits.has(request.action)) {
    return denied("a policy that AWS manages cannot be changed");
  }
  if (isProtectedRole(request.resource) && roleEdits.has(request.action)) {
    // IAM API reference, UnmodifiableEntity; IAM Identity Center user guide, roles under /aws-reserved/.
    return denied("only AWS changes a service-linked role or one under /aws-reserved/");
  }
  return null;
}

/**
 * Root of the bucket's account may always read, replace and delete the bucket policy, whatever that policy says; only
 * endpoint and organization policies stop it. Source: S3 API reference, PutBucketPolicy.
 */
export function ignoresResourcePolicy(request: Request): boolean {
  const { caller } = request.question;
  if (caller === "anonymous" || !request.isSameAccount) return false;
  if (caller.kind !== "root" && caller.kind !== "assumed-root") return false;
  return bucketPolicyCalls.has(request.action);
}

/** True when the resource's own policy (trust policy, key policy) must allow, even inside one account. */
export function needsResourceAllow(request: Request): boolean {
  if (request.action.startsWith("sts:assumerole") && !request.action.startsWith("sts:assumeroot")) return true;
  const name = arnParts(request.resource)?.resource ?? "";
  if (roleSessionCalls.has(request.action)) return name.startsWith("role/");
  if (request.service !== "kms" || request.resource === "*") return false;
  return request.question.layers.resource !== undefined || !name.startsWith("alias/");
}

/**
 * Calls on another account's ARN that no resource policy governs: AssumeRoot, Organizations and account management
 * work across accounts for management and its delegated administrators.
 */
export function isOrganizationCall(request: Request): boolean {
  if (request.service === "organizations") return request.question.layers.resource === undefined;
  return request.action === "sts:assumeroot" || request.service === "account";
}

const roleSessionCalls = new Set(["sts:tagsession", "sts:setsourceidentity", "sts:setcontext"]);
const bucketPolicyCalls = new Set(["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"]);
const policyEdits = new Set([
  "iam:createpolicyversion",
  "iam:deletepolicyversion",
  "iam:setdefaultpolicyversion",
  "iam:deletepolicy",
]);

/** Calls that answer UnmodifiableEntity for such a role; to read or assume it is another matter. */
const roleEdits = new Set([
  "iam:attachrolepolicy",
  "iam:detachrolepolicy",
  "iam:putrolepolicy",
  "iam:deleterolepolicy",
  "iam:putrolepermissionsboundary",
  "iam:deleterolepermissionsboundary",
  "iam:updateassumerolepolicy",
  "iam:deleterole",
]);

function isProtectedRole(resource: string): boolean {
  return /^arn:[^:]*:iam::[0-9]*:role\/(aws-reserved|aws-service-role)\//.test(resource);
}

function isManagedPolicy(resource: string): boolean {
  return /^arn:[^:]*:iam::aws:policy\//.test(resource);
}

function allowed(rule: string): FixedAnswer {
  return { decision: "allowed", rule };
}

function denied(rule: string): FixedAnswer {
  return { decision: "implicitly-denied", rule };
}
