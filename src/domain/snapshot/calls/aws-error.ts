/** What stopped a request before AWS could answer it. */
export type NetworkFault = "timeout" | "refused" | "dns" | "tls" | "reset" | "other";

/** What to call each of them. */
export const networkTexts: Readonly<Record<NetworkFault, string>> = {
  timeout: "no answer in time",
  refused: "connection refused",
  dns: "host name not found",
  tls: "TLS handshake failed",
  reset: "connection broken off",
  other: "network failure",
};

/** An AWS error without SDK types: what the wire or the SDK said. */
export interface AwsError {
  /** The code as received, e.g. `AccessDenied` or `NoSuchEntityException`; empty when none came. */
  readonly code: string;
  readonly message: string;
  /** Null when there was no answer. */
  readonly httpStatus: number | null;
  /** Null when AWS answered. */
  readonly network: NetworkFault | null;
}

/**
 * A code without name space, trailing URI and `Exception`: the SDK names `NoSuchEntityException` what the wire calls
 * `NoSuchEntity`, and the organization-feature errors come in both spellings.
 */
export function bareCode(code: string): string {
  const afterHash = code.slice(code.lastIndexOf("#") + 1);
  const name = afterHash.split(":")[0] ?? "";
  return name.endsWith("Exception") && name !== "Exception" ? name.slice(0, -"Exception".length) : name;
}

/** True when the error has one of the codes, in any spelling. */
export function hasCode(error: AwsError, ...codes: readonly string[]): boolean {
  const bare = bareCode(error.code);
  return codes.some((code) => bareCode(code) === bare);
}
