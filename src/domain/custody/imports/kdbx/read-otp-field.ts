// The field `otp`: an otpauth address, KeeOTP's `key=…&step=…`, or a bare secret.
import { fromUtf8 } from "../../../crypto/bytes.ts";
import type { Secret } from "../../../core/secret.ts";
import { awsTotp } from "../../totp/totp-parameters.ts";
import { readOtpauth } from "../otpauth/read-otpauth.ts";
import { queryFields } from "../otpauth/query-fields.ts";
import { type ReadSeed, readSeedText } from "../seed-text.ts";
import { digitsNamed, hashNamed, periodNamed } from "../totp-settings.ts";
import { readEncodedSeed, type SeedEncoding } from "./seed-encodings.ts";
import type { ReadDialect, TotpDialect } from "./totp-source.ts";
import type { TotpParameters } from "../../totp/totp-parameters.ts";

/** Reads an `otp` field by what it looks like. */
export function readOtpField(field: string, value: Secret<Uint8Array>): ReadDialect {
  const bytes = value.reveal();
  if (bytes.every((byte) => byte <= 0x20)) return { status: "none" };
  // Only an address has a colon, only KeeOTP's form has an equals sign with a name before it; base32 has neither.
  if (bytes.includes(0x3a)) return addressOf(field, value);
  if (isKeeOtp(bytes)) return keeOtpOf(field, bytes);
  return fromSeed(field, "bare-secret", readSeedText(bytes), awsTotp);
}

/** A source of a seed that was read, or a refusal. */
export function fromSeed(field: string, dialect: TotpDialect, read: ReadSeed, parameters: TotpParameters): ReadDialect {
  if (read.status === "unreadable") {
    const [problem] = read.problems;
    const place = problem?.character === undefined ? "" : ` at character ${problem.character}`;
    return { status: "refused", kind: "secret", field, detail: `${problem?.kind ?? "seed"}${place}` };
  }
  return { status: "read", source: { dialect, seed: read.seed, parameters, label: null, warnings: read.warnings } };
}

function addressOf(field: string, value: Secret<Uint8Array>): ReadDialect {
  const read = readOtpauth(value);
  if (read.status === "refused") {
    const { kind, detail } = read;
    const named = kind === "hotp" || kind === "steam" || kind === "secret" || kind === "not-utf8" ? kind : "other";
    return { status: "refused", kind: named, field, detail };
  }
  const { seed, parameters, account, warnings } = read.otpauth;
  return { status: "read", source: { dialect: "otpauth", seed, parameters, label: account, warnings } };
}

function isKeeOtp(bytes: Uint8Array): boolean {
  return queryFields(bytes).some(({ name, value }) => name === "key" && value.length > 0);
}

const encodings: ReadonlyMap<string, SeedEncoding> = new Map([
  ["", "base32"],
  ["base32", "base32"],
  ["hex", "hex"],
  ["base64", "base64"],
  ["utf8", "utf8"],
  ["utf-8", "utf8"],
]);

function keeOtpOf(field: string, bytes: Uint8Array): ReadDialect {
  const refuse = (kind: "hotp" | "steam" | "settings" | "disagree", detail: string): ReadDialect => ({
    status: "refused",
    kind,
    field,
    detail,
  });
  const values = new Map<string, Uint8Array>();
  for (const { name, value } of queryFields(bytes)) {
    if (values.has(name)) return refuse("disagree", `${name.slice(0, 20)} stands twice`);
    values.set(name, value);
  }
  const text = (name: string) => (fromUtf8(values.get(name) ?? new Uint8Array()) ?? "?").trim().toLowerCase();
  const type = text("type");
  if (type === "hotp" || values.has("counter")) return refuse("hotp", "counter-based codes (HOTP)");
  if (type === "steam") return refuse("steam", "Steam codes have five characters");
  if (type !== "" && type !== "totp") return refuse("settings", "type");
  const encoding = encodings.get(text("encoding"));
  if (encoding === undefined) return refuse("settings", "encoding");
  const hash = text("otphashmode") === "" ? awsTotp.hash : hashNamed(text("otphashmode"));
  const digits = text("size") === "" ? awsTotp.digits : digitsNamed(text("size"));
  const periodSeconds = text("step") === "" ? awsTotp.periodSeconds : periodNamed(text("step"));
  if (hash === null) return refuse("settings", "otpHashMode");
  if (digits === null) return refuse("settings", "size");
  if (periodSeconds === null) return refuse("settings", "step");
  const key = values.get("key") ?? new Uint8Array();
  return fromSeed(field, "keeotp", readEncodedSeed(key, encoding), { hash, digits, periodSeconds });
}
