import { type AwsError, hasCode } from "./aws-error.ts";

/**
 * What to do after a failed try: `throttled` slow down and try again, `again` try again, `renew` take new credentials
 * and try once more, `skewed` this computer's clock is wrong, `no` the answer is final.
 */
export type NextTry = "throttled" | "again" | "renew" | "skewed" | "no";

const throttles = [
  "Throttling",
  "Throttled",
  "RequestThrottled",
  "RequestLimitExceeded",
  "TooManyRequests",
  "TooManyRequestsError",
  "SlowDown",
  "BandwidthLimitExceeded",
  "PriorRequestNotComplete",
  "TransactionInProgress",
] as const;

/** Decides how to go on after a failed try. */
export function nextTry(error: AwsError): NextTry {
  if (error.network !== null) return "again";
  if (hasCode(error, ...throttles) || error.httpStatus === 429) return "throttled";
  // Organizations answers HTTP 400 for a request that met another one; `LimitExceeded` of the report means: wait.
  if (hasCode(error, "ConcurrentModification", "ReportGenerationLimitExceeded")) return "throttled";
  if (hasCode(error, "ExpiredToken", "RequestExpired", "TokenRefreshRequired"))
    return isSkew(error) ? "skewed" : "renew";
  if (isSkew(error)) return "skewed";
  // The credential chain itself failed: an expired SSO or login session, an empty cache.
  if (hasCode(error, "CredentialsProviderError", "TokenProviderError")) return "renew";
  if ((error.httpStatus ?? 0) >= 500) return "again";
  return "no";
}

function isSkew(error: AwsError): boolean {
  if (hasCode(error, "RequestTimeTooSkewed", "RequestInTheFuture")) return true;
  const late = /signature (expired|not yet current)/i.test(error.message);
  return late && hasCode(error, "SignatureDoesNotMatch", "InvalidSignature", "RequestExpired", "AuthFailure");
}
