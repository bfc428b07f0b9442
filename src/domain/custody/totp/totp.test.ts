import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { Secret } from "../../core/secret.ts";
import { fromBase32 } from "../../crypto/base32.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { hotp } from "./hotp.ts";
import { matchTwoCodes } from "./match-two-codes.ts";
import { readCode } from "./read-code.ts";
import { totpCode } from "./totp-code.ts";
import { awsTotp } from "./totp-parameters.ts";
import { stepAt } from "./totp-step.ts";

const digits = "1234567890";
const seedOf = (length: number) => new Secret(utf8(digits.repeat(7).slice(0, length)));

/** RFC 4226 appendix D: the seed is 20 ASCII digits, the counters 0 to 9. */
const rfc4226 = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];

/** RFC 6238 appendix B: Unix seconds; codes with SHA-1, SHA-256, SHA-512, whose seeds have 20, 32 and 64 bytes. */
const rfc6238 = [
  [59, "94287082", "46119246", "90693936"],
  [1111111109, "07081804", "68084774", "25091201"],
  [1111111111, "14050471", "67062674", "99943326"],
  [1234567890, "89005924", "91819424", "93441116"],
  [2000000000, "69279037", "90698825", "38618901"],
  [20000000000, "65353130", "77737706", "47863826"],
] as const;

const awsSeed = new Secret(fromBase32("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(2)) ?? new Uint8Array());

describe("codes", () => {
  it.each(rfc4226.map((code, counter) => [counter, code] as const))(
    "of RFC 4226 for counter %d are %s",
    (counter, code) => {
      expect(hotp(seedOf(20), counter, { hash: "SHA-1", digits: 6 }).reveal()).toBe(code);
    },
  );

  it.each(rfc6238)("of RFC 6238 at %d s are %s, %s and %s", (seconds, ...codes) => {
    const kinds = [
      ["SHA-1", 20],
      ["SHA-256", 32],
      ["SHA-512", 64],
    ] as const;
    for (const [at, [hash, length]] of kinds.entries()) {
      const step = stepAt(1000 * seconds);
      expect(totpCode(seedOf(length), step, { hash, digits: 8, periodSeconds: 30 }).reveal()).toBe(codes[at]);
    }
  });

  it.each([
    [59, "245182"],
    [1111111109, "994631"],
    [1111111109 + 30, "318831"],
    [2000000000, "075677"],
  ])("of a seed as AWS gives them, at %d s, are %s", (seconds, code) => {
    expect(totpCode(awsSeed, stepAt(1000 * seconds)).reveal()).toBe(code);
  });

  it("are those that Node's HMAC gives, for counters up to 2^53 - 1", () => {
    const cases = fc.tuple(
      fc.uint8Array({ minLength: 1, maxLength: 100 }),
      fc.oneof(fc.maxSafeNat(), fc.nat(), fc.constantFrom(2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1)),
      fc.constantFrom("SHA-1", "SHA-256", "SHA-512"),
      fc.constantFrom(6, 8),
    );
    fc.assert(
      fc.property(cases, ([seed, counter, hash, length]) => {
        const message = Buffer.alloc(8);
        message.writeBigUInt64BE(BigInt(counter));
        const mac = createHmac(hash.replace("-", ""), seed).update(message).digest();
        const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff;
        const code = hotp(new Secret(seed), counter, { hash, digits: length }).reveal();
        expect(code).toBe(String(number).padStart(10, "0").slice(-length));
      }),
      { numRuns: 1000 },
    );
  });

  it("are not printed by accident", () => {
    expect(`${totpCode(awsSeed, 1)} ${JSON.stringify({ code: totpCode(awsSeed, 1) })}`).toBe(
      '[secret] {"code":"[secret]"}',
    );
  });

  it("leave the seed as it was", () => {
    const before = awsSeed.reveal().slice();
    totpCode(awsSeed, 7);
    expect(awsSeed.reveal()).toEqual(before);
  });

  it("are not made of an empty seed, whose codes everyone can make", () => {
    expect(codedRow(() => totpCode(new Secret(new Uint8Array()), 1))).toBe("CUSTODY_SEED_EMPTY");
  });

  it.each([-1, 1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])("are not made for step %d", (step) => {
    expect(codedRow(() => totpCode(awsSeed, step))).toBe("CUSTODY_CLOCK_IMPOSSIBLE");
  });
});

describe("a time step", () => {
  it.each([
    [0, 0],
    [1, 0],
    [14_999, 0],
    [15_000, 0],
    [15_001, 0],
    [29_999, 0],
    [30_000, 1],
    [59_999, 1],
    [60_000, 2],
  ])("at %d ms is %d: it ends, it is not rounded", (nowMs, step) => {
    expect(stepAt(nowMs)).toBe(step);
  });

  it("contains its moment", () => {
    const moments = fc.integer({ min: 0, max: 8.64e15 });
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 300 }), (nowMs, period) => {
        const step = stepAt(nowMs, period);
        expect(step * period * 1000).toBeLessThanOrEqual(nowMs);
        expect((step + 1) * period * 1000).toBeGreaterThan(nowMs);
      }),
    );
  });

  it.each([
    [-1, 30],
    [Number.NaN, 30],
    [Number.POSITIVE_INFINITY, 30],
    [1, 0],
    [1, -30],
    [-1, -30],
    [1, 0.5],
    [1, Number.NaN],
  ])("is refused for %d ms in periods of %d s", (nowMs, period) => {
    expect(codedRow(() => stepAt(nowMs, period))).toBe("CUSTODY_CLOCK_IMPOSSIBLE");
  });
});

describe("a code that a person types", () => {
  it.each([
    ["", false],
    ["123456", true],
    ["000000", true],
    ["12345", false],
    ["1234567", false],
    [" 123456", false],
    ["123456 ", false],
    ["123 456", false],
    ["123-456", false],
    ["123456\n", false],
    ["\n123456", false],
    ["123456\n654321", false],
    ["123456\u0000", false],
    ["12345a", false],
    ["+12345", false],
    ["-12345", false],
    ["1e5000", false],
    ["0x1234", false],
    ["\u0661\u0662\u0663\u0664\u0665\u0666", false],
    ["\uff11\uff12\uff13\uff14\uff15\uff16", false],
    ["12345\u{1d7d4}", false],
    ["\ufeff123456", false],
    ["123456\u200b", false],
    ["12345\u00b2", false],
  ])("%j is taken: %s", (text, isTaken) => {
    expect(readCode(text)?.reveal() ?? null).toBe(isTaken ? text : null);
  });

  it("is taken when and only when it is six ASCII digits", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.nat({ max: 9_999_999 }).map(String)), (text) => {
        const isCode = text.length === 6 && [...text].every((each) => each >= "0" && each <= "9");
        expect(readCode(text) !== null).toBe(isCode);
      }),
    );
  });
});

describe("two codes from the old authenticator", () => {
  const match = (first: number, second: number, now: number, seed = awsSeed) =>
    matchTwoCodes({
      seed,
      parameters: awsTotp,
      first: totpCode(awsSeed, first),
      second: totpCode(awsSeed, second),
      step: now,
    });

  it.each([-2, -1, 0, 1, 2])("prove the seed when the first is %d steps from now", (by) => {
    expect(match(1000 + by, 1001 + by, 1000)).toBe(1000 + by);
  });

  it.each([
    ["three steps early", 997, 998],
    ["three steps late", 1003, 1004],
    ["one code twice", 1000, 1000],
    ["in the wrong order", 1001, 1000],
    ["with a gap", 1000, 1002],
  ])("prove nothing %s", (_what, first, second) => {
    expect(match(first, second, 1000)).toBeNull();
  });

  it("prove nothing for another seed", () => {
    expect(match(1000, 1001, 1000, seedOf(20))).toBeNull();
  });

  it("are looked for from step 0 on", () => {
    expect(match(0, 1, 0)).toBe(0);
  });
});
