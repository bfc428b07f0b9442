import type { Deed } from "../../../domain/custody/sessions/deed.ts";
import type { Refusal } from "./run-outcome.ts";

/** A deed that AWS refused. */
export type RefusedDeed = Extract<Deed<never>, { readonly status: "refused" }>;

const sessionEnded = [
  "ExpiredToken",
  "InvalidAccessKeyId",
  "InvalidClientTokenId",
  "InvalidToken",
  "RequestExpired",
  "TokenRefreshRequired",
  "UnrecognizedClient",
];

/** Codes by which AWS says that it has not done it. Every other one leaves that open. */
const certain = new Set([
  ...sessionEnded,
  "AccessDenied",
  "AccessDeniedForDependency",
  "AccountNotManagementOrDelegatedAdministrator",
  "AuthorizationHeaderMalformed",
  "AWSOrganizationsNotInUse",
  "CallerIsNotManagementAccount",
  "EntityAlreadyExists",
  "IllegalLocationConstraint",
  "InvalidAddress",
  "InvalidAttributeName",
  "InvalidAttributeValue",
  "InvalidInput",
  "InvalidPolicyDocument",
  "MalformedPolicy",
  "MalformedPolicyDocument",
  "MethodNotAllowed",
  "NoSuchBucket",
  "NotAuthorized",
  "OrganizationNotFound",
  "OrganizationNotInAllFeaturesMode",
  "PermanentRedirect",
  "QueueDoesNotExist",
  "RequestTimeTooSkewed",
  "ServiceAccessNotEnabled",
  "SignatureDoesNotMatch",
  "Throttling",
  "UnauthorizedOperation",
  "Validation",
  "ValidationError",
]);

/** True when the refused call may have happened all the same: nobody answered, or AWS failed within. */
export function isInDoubt(deed: Deed<unknown>): boolean {
  return deed.status === "refused" && !certain.has(deed.code);
}

/** True when no further call of this session can work. */
export function isSessionOver({ code }: RefusedDeed): boolean {
  return sessionEnded.includes(code);
}

/** A refused deed of a session as a member's root, with what to do next. */
export function refusalIn(deed: RefusedDeed): Refusal {
  const { action, code, message, advice } = deed;
  return {
    action,
    code,
    message,
    next: nextStep(deed) ?? advice ?? "AWS's own sentence says why; nothing else is known.",
  };
}

function nextStep(deed: RefusedDeed): string | null {
  const { action, code, advice } = deed;
  if (isSessionOver(deed)) {
    return "The session has ended. Make a new request for this plan and apply it again: what is done stays done.";
  }
  switch (code) {
    case "AccessDenied": {
      // Root has no policies of its own: a permission cannot be missing, only denied.
      const where = `Something denies ${action} to root here: look for an SCP or RCP over the account that does not exempt aws:AssumedRoot, and whether bucket or queue are another account's.`;
      return advice === undefined ? where : `${advice} ${where}`;
    }
    case "Unreachable":
      return "Nothing answered. Check the network, then apply the plan again: what is done already counts as done.";
    case "NoSuchBucket":
      return "No bucket of that name answers in that region: compare name and region with the S3 console, then make a new plan.";
    case "QueueDoesNotExist":
    case "InvalidAddress":
      return "No queue answers under that URL: compare account, region and name, then make a new plan.";
    case "PermanentRedirect":
    case "AuthorizationHeaderMalformed":
    case "IllegalLocationConstraint":
      return "The bucket is in another region than the plan says: make a new plan with the region that AWS names.";
    case "MalformedPolicy":
    case "InvalidPolicyDocument":
    case "InvalidAttributeValue":
      return "AWS does not take the new policy text: correct it and make a new plan. The old policy is still there.";
    default:
      return null;
  }
}
