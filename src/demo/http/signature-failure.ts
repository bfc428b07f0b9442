import { AwsFailure } from "../aws-failure.ts";
import type { AwsService } from "../aws-service.ts";
import type { SignatureVerdict } from "./verify-signature.ts";

/** The error a service answers an unsigned request with. */
export function missingSignature(service: AwsService): AwsFailure {
  if (service.protocol === "rest-xml") return new AwsFailure("AccessDenied", 403, "Access Denied");
  const code = isXml(service) ? "MissingAuthenticationToken" : "MissingAuthenticationTokenException";
  return new AwsFailure(code, 403, "Request is missing Authentication Token");
}

/** The error for a signature that is not valid, in the words of each protocol. */
export function signatureFailure(
  service: AwsService,
  verdict: Exclude<SignatureVerdict, { readonly status: "valid" }>,
  wallMillis: number,
): AwsFailure {
  switch (verdict.status) {
    case "unknown-key":
      return unknownKey(service);
    case "mismatch":
      return new AwsFailure(
        isXml(service) ? "SignatureDoesNotMatch" : "InvalidSignatureException",
        403,
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
      );
    case "skewed":
      return skewed(service, verdict.signedAt, wallMillis);
    case "expired":
      return expiredToken(service);
  }
}

/** The error for a session token that has expired. */
export function expiredToken(service: AwsService): AwsFailure {
  const text = "The security token included in the request is expired";
  if (service.protocol === "rest-xml") return new AwsFailure("ExpiredToken", 400, "The provided token has expired.");
  return new AwsFailure(isXml(service) ? "ExpiredToken" : "ExpiredTokenException", 403, text);
}

function unknownKey(service: AwsService): AwsFailure {
  if (service.protocol === "rest-xml") {
    const text = "The AWS Access Key Id you provided does not exist in our records.";
    return new AwsFailure("InvalidAccessKeyId", 403, text);
  }
  const code = isXml(service) ? "InvalidClientTokenId" : "UnrecognizedClientException";
  return new AwsFailure(code, 403, "The security token included in the request is invalid.");
}

function skewed(service: AwsService, signedAt: string, wallMillis: number): AwsFailure {
  if (service.protocol === "rest-xml") {
    const text = "The difference between the request time and the current time is too large.";
    return new AwsFailure("RequestTimeTooSkewed", 403, text);
  }
  const now = basic(wallMillis);
  const early = basic(wallMillis - 300_000);
  const late = basic(wallMillis + 300_000);
  const message =
    signedAt < now
      ? `Signature expired: ${signedAt} is now earlier than ${early} (${now} - 5 min.)`
      : `Signature not yet current: ${signedAt} is still later than ${late} (${now} + 5 min.)`;
  return new AwsFailure(isXml(service) ? "SignatureDoesNotMatch" : "InvalidSignatureException", 403, message);
}

function basic(millis: number): string {
  return new Date(millis).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function isXml(service: AwsService): boolean {
  return service.protocol === "query" || service.protocol === "rest-xml";
}
