import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountId } from "../../../core/account-id.ts";
import { Secret } from "../../../core/secret.ts";
import { fromBase32 } from "../../../crypto/base32.ts";
import { utf8 } from "../../../crypto/bytes.ts";
import { fitsAccount } from "./fits-account.ts";
import { readOtpauth } from "./read-otpauth.ts";

const seed64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(2);
const read = (text: string) => readOtpauth(new Secret(utf8(text)));
const good = (text: string) => {
  const result = read(text);
  if (result.status !== "read") throw new Error(result.detail);
  return result.otpauth;
};
const kindOf = (text: string) => {
  const result = read(text);
  return result.status === "refused" ? result.kind : null;
};
const aws = { hash: "SHA-1", digits: 6, periodSeconds: 30 };

describe("an otpauth address", () => {
  it("as the console shows it is read with its account", () => {
    const found = good(
      `otpauth://totp/Amazon%20Web%20Services:root-account-mfa-device@123456789012?secret=${seed64}&issuer=Amazon%20Web%20Services`,
    );
    expect(found).toMatchObject({
      parameters: aws,
      label: "Amazon Web Services:root-account-mfa-device@123456789012",
      issuer: "Amazon Web Services",
      account: { status: "found", account: "123456789012" },
      unknown: [],
      warnings: [],
    });
    expect(found.seed.reveal()).toEqual(fromBase32(seed64));
  });

  it.each([
    ["no path", `otpauth://totp?secret=${seed64}`],
    ["an empty label", `otpauth://totp/?secret=${seed64}`],
    ["capitals and spaces around", `  OTPAUTH://TOTP/x?SECRET=${seed64}\n`],
    [
      "a secret in lower case with spaces and padding",
      `otpauth://totp/x?secret=${seed64.slice(0, 32).toLowerCase()}%20${seed64.slice(32)}%3D%3d`,
    ],
    ["a plus between", `otpauth://totp/x?secret=${seed64.slice(0, 32)}+${seed64.slice(32)}`],
    ["all defaults written out", `otpauth://totp/x?secret=${seed64}&algorithm=SHA1&digits=6&period=30`],
    ["empty values", `otpauth://totp/x?secret=${seed64}&algorithm=&digits=&period=&issuer=&`],
    ["a fragment", `otpauth://totp/x?secret=${seed64}#secret=AAAA`],
  ])("with %s is read with the defaults", (_, text) => {
    const found = good(text);
    expect(found.parameters).toEqual(aws);
    expect(found.seed.reveal()).toEqual(fromBase32(seed64));
  });

  it("may name other hashes, digits and periods, and unknown parameters, which are kept and ignored", () => {
    expect(
      good(`otpauth://totp/x?secret=${seed64}&algorithm=sha512&digits=8&period=60&counter=1&image=x`),
    ).toMatchObject({
      parameters: { hash: "SHA-512", digits: 8, periodSeconds: 60 },
      unknown: ["counter", "image"],
    });
    expect(good(`otpauth://totp/x?secret=${seed64}&algorithm=SHA256`).parameters.hash).toBe("SHA-256");
  });

  it.each([
    ["hotp", `otpauth://hotp/x?secret=${seed64}&counter=1`],
    ["hotp", `OTPAUTH://HOTP?secret=${seed64}`],
    ["steam", `steam://${seed64}`],
    ["steam", `otpauth://steam/x?secret=${seed64}`],
    ["steam", `otpauth://totp/Steam:ann?secret=${seed64}`],
    ["steam", `otpauth://totp/x?secret=${seed64}&issuer=Steam`],
    ["steam", `otpauth://totp/x?secret=${seed64}&encoder=steam`],
    ["migration", "otpauth-migration://offline?data=CjEK"],
    ["type", `otpauth://xotp/x?secret=${seed64}`],
    ["not-otpauth", `https://example.com/?secret=${seed64}`],
    ["not-otpauth", seed64],
    ["not-otpauth", ""],
    ["algorithm", `otpauth://totp/x?secret=${seed64}&algorithm=MD5`],
    ["digits", `otpauth://totp/x?secret=${seed64}&digits=7`],
    ["digits", `otpauth://totp/x?secret=${seed64}&digits=6.0`],
    ["period", `otpauth://totp/x?secret=${seed64}&period=0`],
    ["period", `otpauth://totp/x?secret=${seed64}&period=-30`],
    ["twice", `otpauth://totp/x?secret=${seed64}&secret=${seed64}`],
    ["twice", `otpauth://totp/x?secret=${seed64}&digits=6&DIGITS=8`],
    ["secret", "otpauth://totp/x"],
    ["secret", "otpauth://totp/x?secret="],
    ["secret", "otpauth://totp/x?secret=098789287597453"],
    ["secret", `otpauth://totp/x?secret=${seed64}%00`],
    ["not-utf8", `otpauth://totp/%ff?secret=${seed64}`],
    ["too-long", `otpauth://totp/${"x".repeat(4096)}?secret=${seed64}`],
  ])("is refused as %s: %s", (kind, text) => {
    expect(kindOf(text)).toBe(kind);
  });

  it("never shows its secret in a refusal", () => {
    for (const text of [
      `otpauth://totp/x?secret=${seed64}0`,
      `otpauth://hotp/x?secret=${seed64}`,
      `otpauth://totp/?secret=${seed64}&digits=7`,
    ]) {
      expect(JSON.stringify(read(text))).not.toMatch(/ABCDEFGH|GHIJK/);
    }
  });

  it.each([
    ["AWS:root@123456789012", "same"],
    ["AWS:root@210987654321", "other"],
    ["AWS:root@123456789012-210987654321", "ask"],
    ["AWS:210987654321-999987654321", "other"],
    ["AWS:root@1234567890123", "ask"],
    ["AWS:ann", "ask"],
    ["", "ask"],
  ])("with the label %s is, for the chosen account, %s", (label, verdict) => {
    const chosen = accountId("123456789012");
    if (chosen === null) throw new Error("an account");
    expect(fitsAccount(good(`otpauth://totp/${label}?secret=${seed64}`).account, chosen)).toBe(verdict);
  });

  it("is read or refused, whatever the bytes", () => {
    const text = fc.array(
      fc.oneof(
        fc.constantFrom("otpauth://", "totp", "/", "?", "&", "=", "secret", seed64, "digits", "%", "%zz", "#", "+"),
        fc.string({ maxLength: 4 }),
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          text.map((each) => utf8(each.join(""))),
          text.map((each) => utf8(`otpauth://totp/?${each.join("")}`)),
          fc.uint8Array(),
        ),
        (bytes) => {
          expect(["read", "refused"]).toContain(readOtpauth(new Secret(bytes)).status);
        },
      ),
    );
  });
});
