import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Secret } from "../../../core/secret.ts";
import { fromBase32 } from "../../../crypto/base32.ts";
import { toBase64 } from "../../../crypto/base64.ts";
import { utf8 } from "../../../crypto/bytes.ts";
import { toHex } from "../../../crypto/hex.ts";
import { readEntry } from "./read-entry.ts";

const seed64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(2);
const bytes = fromBase32(seed64) ?? new Uint8Array();
const text = "12345678901234567890";
const read = (fields: Readonly<Record<string, string>>) =>
  readEntry(new Map(Object.entries(fields).map(([name, value]) => [name, new Secret(utf8(value))])));
const good = (fields: Readonly<Record<string, string>>) => {
  const result = read(fields);
  if (result.status !== "read") throw new Error(JSON.stringify(result));
  return result.entry;
};
const address = (label = "", rest = "") => `otpauth://totp/${label}?secret=${seed64}${rest}`;
const aws = { hash: "SHA-1", digits: 6, periodSeconds: 30 };

describe("an entry's one-time code settings", () => {
  it.each([
    ["otpauth", { otp: address() }, aws],
    ["otpauth", { OTP: `otpauth://totp?secret=${seed64.toLowerCase()}%3D` }, aws],
    ["bare-secret", { otp: `${seed64.slice(0, 32)} ${seed64.slice(32)}` }, aws],
    ["keeotp", { otp: `key=${seed64}` }, aws],
    [
      "keeotp",
      { otp: `key=${seed64}&step=60&size=8&type=Totp&otpHashMode=Sha256` },
      { hash: "SHA-256", digits: 8, periodSeconds: 60 },
    ],
    ["keeotp", { otp: `key=${toHex(bytes)}&encoding=Hex` }, aws],
    [
      "keeotp",
      { otp: `key=${encodeURIComponent(toBase64(bytes))}&encoding=Base64&otpHashMode=Sha512` },
      { ...aws, hash: "SHA-512" },
    ],
    ["keepass", { "TimeOtp-Secret-Base32": seed64 }, aws],
    ["keepass", { "TimeOtp-Secret-Hex": toHex(bytes).toUpperCase() }, aws],
    ["keepass", { "TimeOtp-Secret-Base64": toBase64(bytes) }, aws],
    [
      "keepass",
      {
        "TimeOtp-Secret-Base32": seed64,
        "TimeOtp-Length": "8",
        "TimeOtp-Period": "60",
        "TimeOtp-Algorithm": "HMAC-SHA-256",
      },
      { hash: "SHA-256", digits: 8, periodSeconds: 60 },
    ],
    ["keepass", { "TimeOtp-Secret-Base32": seed64, "TimeOtp-Algorithm": "SHA512" }, { ...aws, hash: "SHA-512" }],
    [
      "traytotp",
      { "TOTP Seed": seed64, "TOTP Settings": "60;8;https://time.example.com" },
      { ...aws, digits: 8, periodSeconds: 60 },
    ],
    ["traytotp", { "TOTP Seed": seed64 }, aws],
  ])("as %s are read: %j", (dialect, fields, parameters) => {
    const entry = good(fields);
    expect(entry).toMatchObject({ dialects: [dialect], parameters });
    expect(entry.seed.reveal()).toEqual(bytes);
  });

  it.each([
    ["keepass", { "TimeOtp-Secret": text }],
    ["keeotp", { otp: `key=${text}&encoding=UTF8` }],
  ])("as %s with a seed of plain text are read as its bytes", (dialect, fields) => {
    const entry = good(fields);
    expect(entry.dialects).toEqual([dialect]);
    expect(entry.seed.reveal()).toEqual(utf8(text));
  });

  it.each([
    ["hotp", { otp: `otpauth://hotp/x?secret=${seed64}&counter=0` }],
    ["hotp", { otp: `key=${seed64}&type=Hotp&counter=3` }],
    ["hotp", { "HmacOtp-Secret-Base32": seed64, "HmacOtp-Counter": "0" }],
    ["hotp", { otp: address(), "HmacOtp-Secret-Hex": "00" }],
    ["steam", { "TOTP Seed": seed64, "TOTP Settings": "30;S" }],
    ["steam", { otp: `steam://${seed64}` }],
    ["steam", { otp: `key=${seed64}&type=Steam` }],
    ["secret", { otp: "otpauth://totp/x?secret=098789287597453" }],
    ["secret", { otp: "098789287597453" }],
    ["secret", { "TOTP Seed": "not base32!" }],
    ["secret", { "TimeOtp-Secret-Hex": "abc" }],
    ["settings", { "TOTP Seed": seed64, "TOTP Settings": "30" }],
    ["settings", { "TOTP Seed": seed64, "TOTP Settings": "0;6" }],
    ["settings", { otp: `key=${seed64}&encoding=Base58` }],
    ["settings", { otp: `key=${seed64}&otpHashMode=Md5` }],
    ["settings", { "TimeOtp-Secret-Base32": seed64, "TimeOtp-Algorithm": "HMAC-MD5" }],
    ["settings", { "TimeOtp-Secret-Base32": seed64, "TimeOtp-Length": "7" }],
    ["other", { otp: "https://example.com" }],
  ])("are refused as %s: %j", (kind, fields) => {
    expect(read(fields as Readonly<Record<string, string>>)).toMatchObject({ status: "refused", kind });
  });

  it.each([
    ["seeds", { otp: address(), "TOTP Seed": "A".repeat(64) }],
    ["digits", { otp: address(), "TOTP Seed": seed64, "TOTP Settings": "30;8" }],
    ["hashes", { otp: address(), "TimeOtp-Secret-Base32": seed64, "TimeOtp-Algorithm": "HMAC-SHA-512" }],
    ["encodings", { "TimeOtp-Secret-Base32": seed64, "TimeOtp-Secret-Hex": "00".repeat(40) }],
    ["spellings of one field", { otp: address(), OTP: "A".repeat(64) }],
  ])("of two dialects with different %s are an error, never a choice", (_, fields) => {
    expect(read(fields as Readonly<Record<string, string>>)).toMatchObject({ status: "refused", kind: "disagree" });
  });

  it("of two dialects that agree are one seed", () => {
    expect(good({ otp: address(), "TimeOtp-Secret-Base32": seed64, "TOTP Seed": seed64 }).dialects).toEqual([
      "otpauth",
      "keepass",
      "traytotp",
    ]);
  });

  it("that are empty or missing are none", () => {
    expect(read({ Title: "Prod", otp: " ", "TOTP Seed": "" }).status).toBe("none");
    expect(read({}).status).toBe("none");
  });
});

describe("an entry's account", () => {
  it.each([
    [{ Title: "Prod 123456789012" }, "found"],
    [{ UserName: "root@123456789012" }, "found"],
    [{ URL: "https://123456789012.signin.aws.amazon.com/console" }, "found"],
    [{ "AWS Account": "123456789012", Title: "123456789012" }, "found"],
    [{ Title: "prod-payments" }, "ask"],
    [{ Notes: "123456789012" }, "ask"],
    [{ Title: "123456789012", URL: "https://210987654321.signin.aws.amazon.com" }, "ask"],
    [{ Title: "+49 1234567890123" }, "ask"],
  ])("in %j is %s; a name is never guessed to be one", (fields, status) => {
    expect(good({ otp: address(), ...(fields as Readonly<Record<string, string>>) }).account.status).toBe(status);
  });

  it("comes from the label where the entry names none, and must not contradict it", () => {
    const label = "AWS:root@123456789012";
    expect(good({ otp: address(label) }).account).toEqual({ status: "found", account: "123456789012" });
    expect(good({ otp: address(label), Title: "123456789012" }).account.status).toBe("found");
    expect(read({ otp: address(label), Title: "210987654321" })).toMatchObject({
      status: "refused",
      kind: "other-account",
    });
  });
});

describe("any entry", () => {
  const names = [
    "otp",
    "OTP",
    "TimeOtp-Secret",
    "TimeOtp-Secret-Hex",
    "TimeOtp-Length",
    "TimeOtp-Algorithm",
    "TOTP Seed",
    "TOTP Settings",
    "Title",
    "HmacOtp-Secret",
  ];
  const values = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.constantFrom(seed64, address(), "key=", "30;6", "30;S", "key=A&key=B", "8").map(utf8),
  );

  it("is read, none or refused, and no refusal shows a value", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 5 }), (pairs) => {
        const result = readEntry(new Map(pairs.map(([name, value]) => [name, new Secret(value)])));
        expect(["read", "none", "refused"]).toContain(result.status);
        expect(JSON.stringify(result)).not.toMatch(/ABCDEFGH|GHIJK/);
      }),
    );
  });
});
