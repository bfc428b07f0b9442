import { type AwsError, bareCode, hasCode, type NetworkFault } from "./aws-error.ts";
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

function blind(why: FailureReason, needs: string, detail: string, layer: Blind["layer"]): Blind {
  return { meaning: "unseen", why, needs, detail, layer };
}

function said(error: AwsError): string {
  const code = bareCode(error.code) === "" ? `HTTP ${error.httpStatus ?? "?"}` : error.code;
  const text = trimmed(error.message);
  return text === "" ? code : `${code}: ${text}`;
}

const networkTexts: Readonly<Record<NetworkFault, string>> = {
  timeout: "no answer in time",
  refused: "connection refused",
  dns: "host name not found",
  tls: "TLS handshake failed",
  reset: "connection broken off",
  other: "network failure",
};

// SECURITY: the encoded authorization message can be decoded to the full request; it never enters a snapshot.
function trimmed(message: string): string {
  const shown = message.replace(/encoded authorization failure message:.*$/is, "").trim();
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}
