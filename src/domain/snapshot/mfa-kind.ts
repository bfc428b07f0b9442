import type { MfaDevice } from "./account-facts.ts";

/**
 * Kind of an MFA device by its serial: `:mfa/` virtual, `:u2f/` passkey or security key (a synced passkey cannot be told
 * from a hardware key), no ARN at all: hardware TOTP. Null for an ARN of another form.
 */
export function mfaKind(serial: string): MfaDevice["kind"] | null {
  if (!serial.startsWith("arn:")) return "hardware";
  if (/^arn:[^:]*:iam::[0-9]*:mfa\//.test(serial)) return "virtual";
  return /^arn:[^:]*:iam::[0-9]*:u2f\//.test(serial) ? "fido" : null;
}
