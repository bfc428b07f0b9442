import { describe, expect, it } from "vitest";
import { base32 } from "./base32.ts";
import { isTotpOf, totp } from "./totp.ts";

// RFC 6238, appendix B, the SHA-1 rows: eight digits, the ASCII seed "12345678901234567890".
const vectors: readonly (readonly [number, string])[] = [
  [59, "94287082"],
  [1111111109, "07081804"],
  [1111111111, "14050471"],
  [1234567890, "89005924"],
  [2000000000, "69279037"],
  [20000000000, "65353130"],
];
const seedBytes = new TextEncoder().encode("12345678901234567890");
const seedText = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("totp", () => {
  it.each(vectors)("gives RFC 6238's code at %i seconds", (seconds, code) => {
    expect(totp(seedBytes, seconds * 1000, 8)).toBe(code);
  });

  it("reads the seed from base32 in any case and grouping", () => {
    expect(base32(seedText)).toEqual(Uint8Array.from(seedBytes));
    expect(base32("gezd gnbv gy3t qojq gezd gnbv gy3t qojq")).toEqual(Uint8Array.from(seedBytes));
    expect(base32("MZXW6===")).toEqual(new TextEncoder().encode("foo"));
    expect(base32("0189")).toBeNull();
  });

  it("accepts the code one step early or late and no further", () => {
    const at = 1111111109 * 1000;
    expect(isTotpOf(seedText, "081804", at)).toBe(true);
    expect(isTotpOf(seedText, "081804", at + 30_000)).toBe(true);
    expect(isTotpOf(seedText, "081804", at - 30_000)).toBe(true);
    expect(isTotpOf(seedText, "081804", at + 60_000)).toBe(false);
    expect(isTotpOf(seedText, "081805", at)).toBe(false);
    expect(isTotpOf("", "081804", at)).toBe(false);
  });
});
