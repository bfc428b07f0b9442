import { describe, expect, it } from "vitest";
import { isCounted } from "../../core/reason.ts";
import { factFrom } from "./answer.ts";
import type { AwsError } from "./aws-error.ts";
import type { CallName } from "./call-table.ts";
import { denialLayer } from "./denial-layer.ts";
import { explainFailure } from "./explain-failure.ts";
import { nextTry } from "./next-try.ts";

const error = (code: string, message = "", httpStatus: number | null = 400): AwsError => ({
  code,
  message,
  httpStatus,
  network: null,
});
const silence = (network: NonNullable<AwsError["network"]>): AwsError => ({
  code: "",
  message: "",
  httpStatus: null,
  network,
});

/** Each row: the call, the error as the wire or the SDK spells it, and what it means. */
const table: readonly (readonly [CallName, AwsError, Readonly<Record<string, unknown>>])[] = [
  ["iam:GetAccountSummary", error("AccessDenied", "", 403), { why: "denied", needs: "iam:GetAccountSummary" }],
  [
    "organizations:ListPolicies",
    error("AccessDeniedException"),
    { why: "denied", needs: "organizations:ListPolicies" },
  ],
  ["sts:AssumeRole", error("AccessDenied", "", 403), { why: "no-role", needs: "sts:AssumeRole" }],
  ["sts:AssumeRoot", error("AccessDenied", "", 403), { why: "denied", needs: "sts:AssumeRoot" }],
  ["iam:GetLoginProfile", error("NoSuchEntity", "", 404), { meaning: "absent" }],
  ["iam:GetLoginProfile", error("NoSuchEntityException", "", 404), { meaning: "absent" }],
  ["iam:ListAccessKeys", error("NoSuchEntity", "", 404), { why: "denied" }],
  [
    "account:GetPrimaryEmailUpdateStatus",
    error("ValidationException", "No email update found for account"),
    { meaning: "absent" },
  ],
  ["account:GetPrimaryEmailUpdateStatus", error("ValidationException", "Invalid account"), { why: "denied" }],
  ["account:GetAlternateContact", error("ResourceNotFoundException", "", 404), { meaning: "absent" }],
  ["account:GetAlternateContact", error("AccessDeniedException", "", 403), { why: "denied" }],
  ["account:GetContactInformation", error("ResourceNotFoundException", "", 404), { why: "denied" }],
  ["signin:GetConsoleAuthorizationConfiguration", error("ResourceNotFoundException", "", 404), { meaning: "absent" }],
  ["signin:GetResourcePolicy", error("ResourceNotFoundException", "", 404), { meaning: "absent" }],
  ["organizations:DescribeOrganization", error("AWSOrganizationsNotInUseException"), { meaning: "no-organization" }],
  ["iam:ListOrganizationsFeatures", error("OrganizationNotFoundException"), { meaning: "no-organization" }],
  ["iam:ListOrganizationsFeatures", error("ServiceAccessNotEnabledException"), { meaning: "trusted-access-off" }],
  ["iam:ListOrganizationsFeatures", error("ServiceAccessNotEnabled"), { meaning: "trusted-access-off" }],
  ["iam:ListOrganizationsFeatures", error("OrganizationNotInAllFeaturesMode"), { meaning: "not-all-features" }],
  [
    "iam:ListOrganizationsFeatures",
    error("AccountNotManagementOrDelegatedAdministrator"),
    { why: "denied", needs: "iam:ListOrganizationsFeatures from the management account or a delegated administrator" },
  ],
  ["sts:AssumeRoot", error("InvalidAction"), { meaning: "misconfigured" }],
  ["iam:GetCredentialReport", error("ReportInProgress", "", 404), { meaning: "report-not-ready" }],
  ["iam:GetCredentialReport", error("CredentialReportNotReadyException", "", 404), { meaning: "report-not-ready" }],
  ["iam:GetCredentialReport", error("ReportNotPresent", "", 410), { meaning: "report-missing" }],
  ["iam:GetCredentialReport", error("CredentialReportExpiredException", "", 410), { meaning: "report-missing" }],
  ["iam:GenerateCredentialReport", error("LimitExceeded", "", 409), { meaning: "report-not-ready" }],
  ["iam:GetAccountSummary", error("Throttling"), { why: "throttled" }],
  ["organizations:ListAccounts", error("TooManyRequestsException"), { why: "throttled" }],
  ["account:GetContactInformation", error("TooManyRequestsException", "", 429), { why: "throttled" }],
  ["signin:GetResourcePolicy", error("TooManyRequestsError", "", 429), { why: "throttled" }],
  ["iam:GetAccountSummary", error("RequestLimitExceeded", "", 503), { why: "throttled" }],
  ["iam:GetAccountSummary", error("ExpiredToken", "", 403), { why: "credentials-expired" }],
  ["account:GetContactInformation", error("ExpiredTokenException", "", 403), { why: "credentials-expired" }],
  [
    "iam:GetAccountSummary",
    error("CredentialsProviderError", "The SSO session has expired", null),
    { why: "credentials-expired" },
  ],
  ["iam:GetAccountSummary", error("ServiceFailure", "", 500), { why: "unreachable" }],
  ["organizations:ListAccounts", error("ServiceException", "", 503), { why: "unreachable" }],
  [
    "sts:AssumeRole",
    error("RegionDisabledException", "", 403),
    { why: "denied", needs: "sts:AssumeRole in an enabled region" },
  ],
  ["signin:GetResourcePolicy", error("ServiceQuotaExceededException", "", 402), { why: "denied" }],
  [
    "iam:GetAccountSummary",
    error("RequestTimeTooSkewed", "", 403),
    { why: "unreachable", needs: "a correct clock on this computer" },
  ],
  [
    "iam:GetAccountSummary",
    error("SignatureDoesNotMatch", "Signature expired: 20261121T0", 403),
    { needs: "a correct clock on this computer" },
  ],
  ["iam:GetAccountSummary", silence("timeout"), { why: "unreachable" }],
  ["iam:GetAccountSummary", silence("dns"), { why: "unreachable" }],
  ["iam:GetAccountSummary", silence("tls"), { why: "unreachable" }],
];

describe("what a failed call means", () => {
  it.each(table)("%s answered by %o", (call, given, meaning) => {
    expect(explainFailure(call, given)).toMatchObject(meaning);
  });

  it("makes every failure that is no fact a reason that counts, so that no run is clean by silence", () => {
    for (const [call, given] of table) {
      const failure = explainFailure(call, given);
      if (failure.meaning === "unseen") expect(isCounted(failure.why)).toBe(true);
    }
  });

  it("turns only what AWS says is absent into a fact", () => {
    const at = "2026-11-21T03:00:00Z";
    const answer = (given: AwsError) =>
      ({
        status: "failed",
        call: "iam:GetLoginProfile",
        failure: explainFailure("iam:GetLoginProfile", given),
        at,
      }) as const;
    const read = (given: AwsError) => factFrom<string, string | null>(answer(given), (value) => value, { value: null });
    expect(read(error("NoSuchEntity", "", 404))).toEqual({ value: null, source: "iam:GetLoginProfile", at });
    expect(read(error("AccessDenied", "", 403))).toMatchObject({ status: "unknown", why: "denied" });
  });

  it("keeps the encoded authorization message out of the snapshot", () => {
    const message = "You are not authorized. Encoded authorization failure message: AbC123secret";
    const failure = explainFailure("iam:GetAccountSummary", error("AccessDenied", message, 403));
    expect(JSON.stringify(failure)).not.toContain("AbC123secret");
    expect(failure).toMatchObject({ detail: "AccessDenied: You are not authorized." });
  });
});

describe("which layer refused", () => {
  it.each([
    ["because no identity-based policy allows the iam:GetUser action", "identity-policy-silent"],
    ["with an explicit deny in an identity-based policy: arn:aws:iam::1:policy/x", "identity-policy"],
    ["with an explicit deny in a service control policy", "scp"],
    ["because no service control policy allows the iam:GetUser action", "scp-silent"],
    ["with an explicit deny in a resource control policy", "rcp"],
    ["with an explicit deny in a permissions boundary", "boundary"],
    ["because no permissions boundary allows the iam:GetUser action", "boundary"],
    ["because no session policy allows the iam:GetUser action", "session-policy"],
    ["because no resource-based policy allows the sts:AssumeRole action", "resource-policy"],
    ["because no VPC endpoint policy allows the iam:GetUser action", "endpoint-policy"],
    ["User is not authorized to perform: iam:GetUser", "unsaid"],
  ])("%s", (message, layer) => {
    expect(denialLayer(message)).toBe(layer);
  });

  it("says that an Allow will not help against a service control policy", () => {
    const message = "not authorized to perform iam:GetAccountSummary with an explicit deny in a service control policy";
    expect(explainFailure("iam:GetAccountSummary", error("AccessDenied", message, 403))).toMatchObject({
      layer: "scp",
      detail: expect.stringContaining("adding an Allow will not help"),
    });
  });
});

describe("how to go on after a failed try", () => {
  it.each([
    [error("Throttling"), "throttled"],
    [error("ConcurrentModificationException"), "throttled"],
    [error("SomethingElse", "", 429), "throttled"],
    [error("InternalServerException", "", 500), "again"],
    [silence("reset"), "again"],
    [error("ExpiredToken", "", 403), "renew"],
    [error("RequestExpired", "Signature expired", 403), "skewed"],
    [error("AccessDenied", "", 403), "no"],
    [error("ReportInProgress", "", 404), "no"],
  ] as const)("%o", (given, next) => {
    expect(nextTry(given)).toBe(next);
  });
});
