import { expect, it } from "vitest";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import { fromBase32 } from "../../../../domain/crypto/base32.ts";
import { checkTwoCodes } from "./check-two-codes.ts";

// Codes of this seed at 1111111109 and one step later, from oathtool.
const seed = new Secret(
  fromBase32("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") ?? new Uint8Array(),
);
const nowMs = 1_111_111_109_000;
const said = (typed: readonly string[], at = nowMs): string => {
  try {
    checkTwoCodes(seed, typed, at);
    return "fits";
  } catch (error) {
    if (error instanceof CodedError) return error.row.code;
    throw error;
  }
};

it("two codes in a row fit, also when the other clock is a minute off", () => {
  expect(said(["994631", "318831"])).toBe("fits");
  expect(said(["994631", "318831"], nowMs + 60_000)).toBe("fits");
  expect(said(["994631", "318831"], nowMs - 60_000)).toBe("fits");
});

it.each([
  ["in the wrong order", ["318831", "994631"], "CLIENT_CODES_DIFFER"],
  ["one twice", ["994631", "994631"], "CLIENT_CODES_DIFFER"],
  ["of another seed", ["123456", "654321"], "CLIENT_CODES_DIFFER"],
  ["one alone", ["994631"], "CLIENT_CODES_UNREADABLE"],
  ["three", ["994631", "318831", "318831"], "CLIENT_CODES_UNREADABLE"],
  ["with a space", ["994 631", "318831"], "CLIENT_CODES_UNREADABLE"],
  ["with a space behind", ["994631 ", "318831"], "CLIENT_CODES_UNREADABLE"],
  ["in other digits", ["９９４６３１", "318831"], "CLIENT_CODES_UNREADABLE"],
] as const)("codes %s do not", (_what, typed, code) => {
  expect(said(typed)).toBe(code);
});

it("codes that are long over do not", () => {
  expect(said(["994631", "318831"], nowMs + 120_000)).toBe("CLIENT_CODES_DIFFER");
});
