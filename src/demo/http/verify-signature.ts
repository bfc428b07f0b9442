import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { HttpRequest } from "../aws-service.ts";
import type { CredentialStore, StoredCredentials } from "../state/credential-store.ts";

/*
 * Signature Version 4 as "Create a signed AWS API request" (IAM User Guide) describes it, header form only. Written out
 * here, not taken from the SDK, so that a wrong signer in the product is found.
 */

/** The scope of a signed request. */
export interface SignedScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** What the signature of a request tells. */
export type SignatureVerdict =
  | { readonly status: "valid"; readonly credentials: StoredCredentials }
  | { readonly status: "unknown-key" }
  | { readonly status: "mismatch" }
  | { readonly status: "skewed"; readonly signedAt: string }
  | { readonly status: "expired" };

interface Parsed extends SignedScope {
  readonly date: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const form =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request\s*,\s*SignedHeaders=([^,\s]+)\s*,\s*Signature=([0-9a-f]{64})$/;

const skewMillis = 5 * 60_000;
const skewMillisS3 = 15 * 60_000;

/** Reads the scope of the Authorization header; null when there is none or it is not Signature Version 4. */
export function signedScope(request: HttpRequest): SignedScope | null {
  return parsed(request);
}

/**
 * Checks the signature against the keys that were issued. `wallMillis` is real time, for clock skew; `pretendMillis`
 * is the pretend AWS's time, for expiry.
 */
export function verifySignature(
  request: HttpRequest,
  credentials: CredentialStore,
  wallMillis: number,
  pretendMillis: number,
): SignatureVerdict {
  const scope = parsed(request);
  if (scope === null) return { status: "mismatch" };
  const known = credentials.find(scope.accessKeyId);
  if (known === undefined) return { status: "unknown-key" };
  if (known.sessionToken !== undefined && request.headers["x-amz-security-token"] !== known.sessionToken) {
    return { status: "unknown-key" };
  }
  const signedAt = request.headers["x-amz-date"] ?? "";
  const millis = millisOfBasic(signedAt);
  if (millis === null || !signedAt.startsWith(scope.date)) return { status: "mismatch" };
  if (!mustBeSigned(request).every((name) => scope.signedHeaders.includes(name))) return { status: "mismatch" };
  const digest = request.headers["x-amz-content-sha256"];
  const bodyDigest = sha256(request.body);
  if (digest !== undefined && /^[0-9a-f]{64}$/.test(digest) && digest !== bodyDigest) return { status: "mismatch" };
  const hash = scope.service === "s3" ? (digest ?? bodyDigest) : bodyDigest;
  const toSign = [
    "AWS4-HMAC-SHA256",
    signedAt,
    `${scope.date}/${scope.region}/${scope.service}/aws4_request`,
    sha256(canonicalRequest(request, scope, hash)),
  ].join("\n");
  const expected = hmac(signingKey(known.secretAccessKey, scope), toSign);
  if (!timingSafeEqual(expected, Buffer.from(scope.signature, "hex"))) return { status: "mismatch" };
  const allowed = scope.service === "s3" ? skewMillisS3 : skewMillis;
  if (Math.abs(wallMillis - millis) > allowed) return { status: "skewed", signedAt };
  if (known.expiresAt !== null && known.expiresAt <= pretendMillis) return { status: "expired" };
  return { status: "valid", credentials: known };
}

function parsed(request: HttpRequest): Parsed | null {
  const match = form.exec(request.headers["authorization"] ?? "");
  if (match === null) return null;
  const [, accessKeyId = "", date = "", region = "", service = "", headers = "", signature = ""] = match;
  return { accessKeyId, date, region, service, signedHeaders: headers.split(";"), signature };
}

/** Host and every x-amz- header must be signed. */
function mustBeSigned(request: HttpRequest): readonly string[] {
  return ["host", ...Object.keys(request.headers).filter((name) => name.startsWith("x-amz-"))];
}

function canonicalRequest(request: HttpRequest, scope: Parsed, bodyHash: string): string {
  const path = scope.service === "s3" ? request.path : request.path.split("/").map(encode).join("/");
  const query = [...request.query]
    .map(([key, value]) => [encode(key), encode(value)] as const)
    .toSorted(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join("&");
  const headers = scope.signedHeaders.map(
    (name) => `${name}:${(request.headers[name] ?? "").trim().replace(/\s+/g, " ")}\n`,
  );
  return [request.method, path, query, headers.join(""), scope.signedHeaders.join(";"), bodyHash].join("\n");
}

const keys = new Map<string, Buffer>();

function signingKey(secret: string, scope: Parsed): Buffer {
  const name = `${secret} ${scope.date} ${scope.region} ${scope.service}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const parts = [scope.date, scope.region, scope.service, "aws4_request"];
  const made = parts.reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secret}`));
  // A bounded memory: an organization-wide scan makes a session per account.
  if (keys.size > 2_000) keys.clear();
  keys.set(name, made);
  return made;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function millisOfBasic(text: string): number | null {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}
