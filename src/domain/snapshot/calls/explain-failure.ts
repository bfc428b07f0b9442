import { type AwsError, bareCode, hasCode, networkTexts } from "./aws-error.ts";
import type { CallName } from "./call-table.ts";
import { denialLayer, layerAdvice } from "./denial-layer.ts";
import type { Blind, FailureReason, Meaning } from "./meaning.ts";
import { type NextTry, nextTry } from "./next-try.ts";

const longest = 400;

/**
 * What the last error of a call means for the fact it feeds. Nothing here ever turns into "safe": what is not listed as
 * a fact is unknown. Sources: API references of IAM, STS, Organizations, Account Management and Sign-In.
 */
export function explainFailure(call: CallName, error: AwsError): Meaning {
  return factOfError(call, error) ?? blindness(call, error);
}

function factOfError(call: CallName, error: AwsError): Meaning | null {
  if (error.network !== null) return null;
  if (hasCode(error, "AWSOrganizationsNotInUse", "OrganizationNotFound")) return { meaning: "no-organization" };
  if (hasCode(error, "ServiceAccessNotEnabled")) return { meaning: "trusted-access-off" };
  if (hasCode(error, "OrganizationNotInAllFeaturesMode")) return { meaning: "not-all-features" };
  if (isAbsent(call, error)) return { meaning: "absent" };
  const report = reportState(call, error);
  if (report !== null) return report;
  if (call.startsWith("sts:") && hasCode(error, "InvalidAction")) {
    return { meaning: "misconfigured", detail: "the global STS endpoint does not know this call; use a regional one" };
  }
  return null;
}

/** Per call, the codes by which AWS says that there is none. */
const absences: Partial<Readonly<Record<CallName, string>>> = {
  "iam:GetLoginProfile": "NoSuchEntity",
  "account:GetAlternateContact": "ResourceNotFound",
  "signin:GetConsoleAuthorizationConfiguration": "ResourceNotFound",
  "signin:GetResourcePolicy": "ResourceNotFound",
  "signin:ListResourcePermissionStatements": "ResourceNotFound",
  "organizations:DescribeResourcePolicy": "ResourcePolicyNotFound",
  "organizations:ListPolicies": "PolicyTypeNotAvailableForOrganization",
};

function isAbsent(call: CallName, error: AwsError): boolean {
  if (call === "account:GetPrimaryEmailUpdateStatus") {
    return /no email update found/i.test(error.message) && hasCode(error, "Validation", "ResourceNotFound");
  }
  const code = absences[call];
  return code !== undefined && hasCode(error, code);
}

function reportState(call: CallName, error: AwsError): Meaning | null {
  if (call !== "iam:GetCredentialReport" && call !== "iam:GenerateCredentialReport") return null;
  if (hasCode(error, "ReportInProgress", "CredentialReportNotReady", "LimitExceeded")) {
    return { meaning: "report-not-ready" };
  }
  const gone = ["ReportNotPresent", "ReportExpired", "CredentialReportNotPresent", "CredentialReportExpired"] as const;
  return hasCode(error, ...gone) ? { meaning: "report-missing" } : null;
}

function blindness(call: CallName, error: AwsError): Blind {
  if (error.network !== null) {
    return blind("unreachable", call, `${networkTexts[error.network]}. ${trimmed(error.message)}`.trim(), "unsaid");
  }
  const next = nextTry(error);
  if (next === "no") return refusal(call, error);
  const [why, needs] = exhausted[next];
  return blind(why, needs ?? call, said(error), "unsaid");
}

/** What a try that stays hopeless means, and what it needs besides the call. */
const exhausted: Readonly<Record<Exclude<NextTry, "no">, readonly [FailureReason, string | null]>> = {
  throttled: ["throttled", null],
  again: ["unreachable", null],
  renew: ["credentials-expired", "fresh credentials"],
  skewed: ["unreachable", "a correct clock on this computer"],
};

function refusal(call: CallName, error: AwsError): Blind {
  if (hasCode(error, "UnrecognizedClient", "InvalidClientTokenId")) {
    return blind("credentials-expired", "valid credentials", said(error), "unsaid");
  }
  if (hasCode(error, "AccountNotManagementOrDelegatedAdministrator", "CallerIsNotManagementAccount")) {
    const needs = `${call} from the management account or a delegated administrator`;
    return blind("denied", needs, said(error), "unsaid");
  }
  if (hasCode(error, "RegionDisabled")) return blind("denied", `${call} in an enabled region`, said(error), "unsaid");
  if (!hasCode(error, "AccessDenied", "AccessDeniedForDependency", "UnauthorizedOperation", "NotAuthorized")) {
    return blind("denied", call, said(error), "unsaid");
  }
  const layer = denialLayer(error.message);
  // Role missing, trust and SCP cannot be told apart: all of them are "no role lets us in".
  if (call === "sts:AssumeRole") return blind("no-role", call, said(error), layer);
  return blind("denied", call, `${layerAdvice(layer, call)} ${said(error)}`.trim(), layer);
}

function blind(why: FailureReason, needs: string, detail: string, layer: Blind["layer"]): Blind {
  return { meaning: "unseen", why, needs, detail, layer };
}

function said(error: AwsError): string {
  const code = bareCode(error.code) === "" ? `HTTP ${error.httpStatus ?? "?"}` : error.code;
  const text = trimmed(error.message);
  return text === "" ? code : `${code}: ${text}`;
}

// SECURITY: the encoded authorization message can be decoded to the full request; it never enters a snapshot.
function trimmed(message: string): string {
  const shown = message.replace(/encoded authorization failure message:.*$/is, "").trim();
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}
