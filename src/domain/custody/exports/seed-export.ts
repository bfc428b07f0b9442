import { CodedError } from "../../core/coded-error.ts";
import type { Secret } from "../../core/secret.ts";
import { toBase32 } from "../../crypto/base32.ts";
import { utf8 } from "../../crypto/bytes.ts";
import type { HmacHash } from "../../crypto/hmac.ts";
import { awsTotp, type TotpParameters } from "../totp/totp-parameters.ts";
import { exportErrors } from "./errors.ts";
import { type ExportedEntry, type ExportedField, openField, protectedField } from "./exported-entry.ts";

/** An account's seed, as its vault holds it. */
export interface SeedItem {
  /** `<partition>:<12 digits>`. */
  readonly account: string;
  readonly name: string;
  /** The root e-mail address; empty where the seed vault does not know it. */
  readonly email: string;
  readonly seed: Secret<Uint8Array>;
  readonly parameters: TotpParameters;
}

/**
 * The entries of the seed export, in the two dialects that KeePassXC and KeePass read; the password of each is empty.
 * Throws `CUSTODY_EXPORT_UNFIT`.
 */
export function seedExport(items: readonly SeedItem[]): readonly ExportedEntry[] {
  const seen = new Set<string>();
  return items.map((item) => {
    const { account, name, email, seed, parameters } = item;
    const id = /^(?:aws|aws-cn|aws-us-gov):([0-9]{12})$/.exec(account)?.[1];
    if (id === undefined) throw unfit(account, "no account");
    if (seen.has(account)) throw unfit(account, "it stands twice");
    if (seed.reveal().length === 0) throw unfit(account, "its seed is empty");
    seen.add(account);
    const base32 = toBase32(seed.reveal());
    return {
      account,
      fields: [
        openField("Title", name === "" ? id : name),
        openField("UserName", email),
        protectedField("Password", new Uint8Array()),
        protectedField("otp", utf8(otpauthText(id, base32, parameters))),
        protectedField("TimeOtp-Secret-Base32", utf8(base32)),
        ...otherThanUsual(parameters),
      ],
    };
  });
}

/** The label must not be empty: strict readers refuse that; with the account in it, it is read back as this account's. */
function otpauthText(id: string, base32: string, { hash, digits, periodSeconds }: TotpParameters): string {
  const issuer = "Amazon%20Web%20Services";
  const rest = `algorithm=${hash.replace("-", "")}&digits=${digits}&period=${periodSeconds}`;
  return `otpauth://totp/${issuer}:root-account-mfa-device@${id}?secret=${base32}&issuer=${issuer}&${rest}`;
}

const keePassHashes: Readonly<Record<HmacHash, string>> = {
  "SHA-1": "HMAC-SHA-1",
  "SHA-256": "HMAC-SHA-256",
  "SHA-512": "HMAC-SHA-512",
};

function otherThanUsual({ hash, digits, periodSeconds }: TotpParameters): readonly ExportedField[] {
  const fields: ExportedField[] = [];
  if (digits !== awsTotp.digits) fields.push(openField("TimeOtp-Length", String(digits)));
  if (periodSeconds !== awsTotp.periodSeconds) fields.push(openField("TimeOtp-Period", String(periodSeconds)));
  if (hash !== awsTotp.hash) fields.push(openField("TimeOtp-Algorithm", keePassHashes[hash]));
  return fields;
}

function unfit(account: string, detail: string): CodedError {
  return new CodedError(exportErrors.CUSTODY_EXPORT_UNFIT, { detail: `${account.slice(0, 40)}: ${detail}` });
}
