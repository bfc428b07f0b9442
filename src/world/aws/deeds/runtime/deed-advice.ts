import { type AwsError, hasCode } from "../../../../domain/snapshot/calls/aws-error.ts";
import { denialLayer, layerAdvice } from "../../../../domain/snapshot/calls/denial-layer.ts";
import { nextTry } from "../../../../domain/snapshot/calls/next-try.ts";
import { type DeedAction, deedSpec } from "./deed-table.ts";

const denials = ["AccessDenied", "AccessDeniedForDependency", "UnauthorizedOperation", "NotAuthorized"] as const;
const notManagement = ["AccountNotManagementOrDelegatedAdministrator", "CallerIsNotManagementAccount"] as const;

/** What a person should do about a refusal, in one or two sentences; empty where nothing helps but AWS's own words. */
export function deedAdvice(action: DeedAction, error: AwsError): string {
  switch (nextTry(error)) {
    case "throttled":
      return "AWS limits these calls. Wait a minute and run the same command again.";
    case "skewed":
      return "The clock of this computer is wrong: set it and run the same command again.";
    case "renew":
      return hasCode(error, "CredentialsProviderError", "TokenProviderError")
        ? "No AWS credentials were found. Set credentials as for the AWS CLI, or give the process its role."
        : "The session has ended. Ask for a new one and run the same command again.";
    case "again":
      return unansweredAdvice(action);
    case "no":
      return refusalAdvice(action, error);
  }
}

function unansweredAdvice(action: DeedAction): string {
  if (action.startsWith("sts:")) {
    return "AWS may have opened a session that nobody holds; it ends by itself. Check the network and ask again.";
  }
  return deedSpec(action).effect === "reads"
    ? "Check the network and the endpoint, and run the same command again."
    : "Whether AWS did it is not known: read it again before it is tried again.";
}

function refusalAdvice(action: DeedAction, error: AwsError): string {
  if (hasCode(error, ...denials)) return layerAdvice(denialLayer(error.message), action);
  if (hasCode(error, ...notManagement)) return "Run it in the management account.";
  if (action.startsWith("sts:") && hasCode(error, "InvalidAction")) {
    return "The global STS endpoint does not know this call. Use a regional one.";
  }
  if (hasCode(error, "ServiceAccessNotEnabled"))
    return "Trusted access for iam.amazonaws.com is off; switch it on first.";
  if (hasCode(error, "InvalidClientTokenId", "UnrecognizedClient", "InvalidAccessKeyId", "InvalidToken")) {
    return "AWS does not know this session. Ask for a new one.";
  }
  return "";
}
