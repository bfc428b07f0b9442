// KeePass 2.47 and later: `TimeOtp-Secret…`, `TimeOtp-Length`, `TimeOtp-Period`, `TimeOtp-Algorithm` (KeePass help,
// "One-Time Passwords"); and TrayTOTP's `TOTP Seed` with `TOTP Settings`.
import { fromUtf8 } from "../../../crypto/bytes.ts";
import { awsTotp } from "../../totp/totp-parameters.ts";
import { readSeedText } from "../seed-text.ts";
import { digitsNamed, hashNamed, periodNamed } from "../totp-settings.ts";
import { fromSeed } from "./read-otp-field.ts";
import { readEncodedSeed, type SeedEncoding } from "./seed-encodings.ts";
import type { EntryFields, ReadDialect } from "./totp-source.ts";

const secretFields: readonly (readonly [string, SeedEncoding])[] = [
  ["TimeOtp-Secret", "utf8"],
  ["TimeOtp-Secret-Hex", "hex"],
  ["TimeOtp-Secret-Base32", "base32"],
  ["TimeOtp-Secret-Base64", "base64"],
];

/** One result for each `TimeOtp-Secret…` field; more than one must agree, which is the caller's to compare. */
export function readKeePassFields(fields: EntryFields): readonly ReadDialect[] {
  const found = secretFields.filter(([name]) => !isEmpty(fields, name));
  return found.map(([name, encoding]): ReadDialect => {
    const length = textOf(fields, "TimeOtp-Length");
    const period = textOf(fields, "TimeOtp-Period");
    const algorithm = textOf(fields, "TimeOtp-Algorithm");
    const hash = algorithm === "" ? awsTotp.hash : hashNamed(algorithm);
    const digits = length === "" ? awsTotp.digits : digitsNamed(length);
    const periodSeconds = period === "" ? awsTotp.periodSeconds : periodNamed(period);
    if (hash === null) return unfit("TimeOtp-Algorithm");
    if (digits === null) return unfit("TimeOtp-Length");
    if (periodSeconds === null) return unfit("TimeOtp-Period");
    const value = fields.get(name)?.reveal() ?? new Uint8Array();
    return fromSeed(name, "keepass", readEncodedSeed(value, encoding), { hash, digits, periodSeconds });
  });
}

/** `TOTP Seed`, with `TOTP Settings` `period;digits[;url]`; without settings 30 seconds and 6 digits. */
export function readTrayTotpFields(fields: EntryFields): ReadDialect {
  if (isEmpty(fields, "TOTP Seed")) return { status: "none" };
  const settings = textOf(fields, "TOTP Settings");
  const [period = "", length = ""] = settings === "" ? ["30", "6"] : settings.split(";");
  if (length.trim().toUpperCase() === "S") {
    return { status: "refused", kind: "steam", field: "TOTP Settings", detail: "Steam codes have five characters" };
  }
  const [periodSeconds, digits] = [periodNamed(period), digitsNamed(length)];
  if (periodSeconds === null || digits === null) return unfit("TOTP Settings");
  const seed = readSeedText(fields.get("TOTP Seed")?.reveal() ?? new Uint8Array());
  return fromSeed("TOTP Seed", "traytotp", seed, { hash: awsTotp.hash, digits, periodSeconds });
}

function isEmpty(fields: EntryFields, name: string): boolean {
  return (fields.get(name)?.reveal().length ?? 0) === 0;
}

function textOf(fields: EntryFields, name: string): string {
  return (fromUtf8(fields.get(name)?.reveal() ?? new Uint8Array()) ?? "?").trim();
}

function unfit(field: string): ReadDialect {
  return { status: "refused", kind: "settings", field, detail: "a value that is not supported" };
}
