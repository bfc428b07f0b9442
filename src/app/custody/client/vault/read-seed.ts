import { accountId } from "../../../../domain/core/account-id.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import { fitsAccount } from "../../../../domain/custody/imports/otpauth/fits-account.ts";
import { readOtpauth } from "../../../../domain/custody/imports/otpauth/read-otpauth.ts";
import { readSeedText, type SeedProblem } from "../../../../domain/custody/imports/seed-text.ts";
import { awsTotp, type TotpParameters } from "../../../../domain/custody/totp/totp-parameters.ts";
import { clientErrors } from "../errors.ts";
import { digitsOf } from "../request/find-account.ts";

/** A seed as a person brought it. */
export interface BroughtSeed {
  readonly seed: Secret<Uint8Array>;
  /** What is unusual about it, in words. */
  readonly warnings: readonly string[];
}

/**
 * Reads a seed for an account: the base32 text that AWS shows, or an otpauth line, whose label must not name another
 * account. Throws `CLIENT_SEED_UNREADABLE`; the detail never holds a piece of it.
 */
export function readBroughtSeed(text: Uint8Array, account: string): BroughtSeed {
  const line = firstLine(text);
  if (!line.includes(0x3a)) {
    const read = readSeedText(line);
    if (read.status === "unreadable") throw unreadable(read.problems);
    return { seed: read.seed, warnings: read.warnings.map((each) => problemText(each)) };
  }
  const read = readOtpauth(new Secret(line));
  if (read.status === "refused") throw fault(read.detail);
  const { seed, parameters, warnings, account: named } = read.otpauth;
  const chosen = accountId(digitsOf(account));
  if (chosen !== null && fitsAccount(named, chosen) === "other") throw fault("its label names another account");
  if (!isAws(parameters)) throw fault("AWS uses SHA-1, six digits and 30 seconds; this one does not");
  return { seed, warnings: warnings.map((each) => problemText(each)) };
}

function isAws({ hash, digits, periodSeconds }: TotpParameters): boolean {
  return hash === awsTotp.hash && digits === awsTotp.digits && periodSeconds === awsTotp.periodSeconds;
}

function firstLine(text: Uint8Array): Uint8Array {
  const end = text.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  return text.subarray(0, end === -1 ? text.length : end);
}

function unreadable(problems: readonly SeedProblem[]): CodedError {
  return fault(problems.map((each) => problemText(each)).join("; "));
}

function problemText({ kind, character, detail }: SeedProblem): string {
  const where = character === undefined ? "" : ` at character ${character}`;
  return `${kind.replaceAll("-", " ")}${where}${detail === undefined ? "" : ` (${detail})`}`;
}

function fault(detail: string): CodedError {
  return new CodedError(clientErrors.CLIENT_SEED_UNREADABLE, { detail });
}
