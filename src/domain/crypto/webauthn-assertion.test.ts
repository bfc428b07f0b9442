import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pretendPasskey, type Tap } from "../../../test/support/pretend-passkey.ts";
import { utf8 } from "./bytes.ts";
import { toHex } from "./hex.ts";
import { type AssertionVerdict, verifyAssertion } from "./webauthn-assertion.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
const challenge = sha256(utf8("a document"));
const passkeys = { "-8": pretendPasskey(-8), "-7": pretendPasskey(-7), "-257": pretendPasskey(-257) };
const named = [
  ["Ed25519", passkeys["-8"]],
  ["ES256", passkeys["-7"]],
  ["RS256", passkeys["-257"]],
] as const;
const passkey = passkeys["-8"];

function verdictOf(tap: Partial<Tap>, lastCounter = 0): AssertionVerdict {
  const assertion = passkey.tap({ challenge, ...tap });
  return verifyAssertion({ credential: { ...passkey.credential, lastCounter }, challenge, assertion });
}

describe("a passkey assertion", () => {
  it.each(named)("with %s is valid", (_name, { credential, tap }) => {
    const assertion = tap({ challenge, counter: 7 });
    expect(verifyAssertion({ credential, challenge, assertion })).toEqual({
      status: "valid",
      counter: 7,
      isBackupEligible: false,
      isBackedUp: false,
      hasCounterRegressed: false,
    });
  });

  it.each(named)(
    "with %s is refused after any one bit of what was signed or of the signature changed",
    (_name, { credential, tap }) => {
      const good = tap({ challenge });
      const parts = ["clientDataJson", "authenticatorData", "signature"] as const;
      fc.assert(
        fc.property(fc.constantFrom(...parts), fc.nat(), fc.integer({ min: 0, max: 7 }), (part, at, bit) => {
          const bytes = good[part].map((byte, index) => (index === at % good[part].length ? byte ^ (1 << bit) : byte));
          expect(verifyAssertion({ credential, challenge, assertion: { ...good, [part]: bytes } }).status).toBe(
            "refused",
          );
        }),
        { numRuns: 60 },
      );
    },
  );

  it("with ES256 is valid for a high S as for a low one", () => {
    const { credential, tap } = passkeys["-7"];
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    let high = 0;
    for (let at = 0; at < 24; at++) {
      const assertion = tap({ challenge, counter: at });
      const start = 4 + (assertion.signature[3] ?? 0) + 2;
      if (BigInt(`0x${toHex(assertion.signature.subarray(start))}`) > order / 2n) high++;
      expect(verifyAssertion({ credential, challenge, assertion }).status).toBe("valid");
    }
    expect(high).toBeGreaterThan(2);
    expect(high).toBeLessThan(22);
  });

  it.each<readonly [string, Partial<Tap>, string]>([
    ["for registering", { type: "webauthn.create" }, "wrong-type"],
    ["of another type in capitals", { type: "WebAuthn.get" }, "wrong-type"],
    ["over another challenge", { challenge: sha256(utf8("another document")) }, "wrong-challenge"],
    ["over a part of the challenge", { challenge: challenge.subarray(0, 31) }, "wrong-challenge"],
    ["over no challenge", { challenge: new Uint8Array() }, "wrong-challenge"],
    ["at another origin", { origin: "https://rootward.example.org" }, "wrong-origin"],
    ["at a subdomain", { origin: "https://x.rootward.example" }, "wrong-origin"],
    ["at another port", { origin: "https://rootward.example:8443" }, "wrong-origin"],
    ["at the origin with a slash", { origin: "https://rootward.example/" }, "wrong-origin"],
    ["without TLS", { origin: "http://rootward.example" }, "wrong-origin"],
    ["with a list of origins", { origin: ["https://rootward.example"] }, "wrong-origin"],
    ["in a foreign frame", { crossOrigin: true }, "cross-origin"],
    ["with a crossOrigin that is no boolean", { crossOrigin: "false" }, "cross-origin"],
    ["that names a top origin", { topOrigin: "https://evil.example" }, "cross-origin"],
    ["for another rpId", { rpId: "example" }, "wrong-rp-id"],
    ["without the person present", { flags: 0x04 }, "no-user-presence"],
    ["without the person verified", { flags: 0x01 }, "no-user-verification"],
    ["without any flag", { flags: 0 }, "no-user-presence"],
    ["backed up without being eligible", { flags: 0x15 }, "wrong-backup-flags"],
    ["with bytes that no flag announces", { extensions: Uint8Array.of(0xa0) }, "not-authenticator-data"],
    ["without the extensions its flag announces", { flags: 0x85 }, "not-authenticator-data"],
  ])("%s is refused", (_what, tap, why) => {
    expect(verdictOf(tap)).toEqual({ status: "refused", why });
  });

  it("is valid without crossOrigin, which older browsers leave out", () => {
    expect(verdictOf({ crossOrigin: undefined }).status).toBe("valid");
    expect(verdictOf({ crossOrigin: null }).status).toBe("refused");
  });

  it("is valid with extensions that its flag announces", () => {
    expect(verdictOf({ flags: 0x85, extensions: Uint8Array.of(0xa0) }).status).toBe("valid");
  });

  it.each<readonly [number, number, number, string]>([
    [5, 6, 0x05, "valid"],
    [5, 5, 0x05, "counter-regressed"],
    [5, 4, 0x05, "counter-regressed"],
    [0, 1, 0x05, "valid"],
    [0, 0, 0x05, "valid"],
    [5, 0, 0x05, "valid"],
    [0xffffffff, 0xfffffffe, 0x05, "counter-regressed"],
    [0xfffffffe, 0xffffffff, 0x05, "valid"],
    [5, 5, 0x0d, "valid, told"],
    [5, 4, 0x1d, "valid, told"],
    [5, 6, 0x1d, "valid"],
  ])("after count %d with count %d and flags %d is %s", (last, counter, flags, expected) => {
    const verdict = verdictOf({ counter, flags }, last);
    const told = verdict.status === "valid" && verdict.hasCounterRegressed;
    expect(verdict.status === "valid" ? (told ? "valid, told" : "valid") : verdict.why).toBe(expected);
  });

  it("reports synced passkeys as such", () => {
    expect(verdictOf({ flags: 0x1d })).toMatchObject({ isBackupEligible: true, isBackedUp: true });
    expect(verdictOf({ flags: 0x0d })).toMatchObject({ isBackupEligible: true, isBackedUp: false });
  });

  it("raises no alarm about the counter when the signature is forged", () => {
    const assertion = { ...passkey.tap({ challenge, counter: 4 }), signature: new Uint8Array(64) };
    const credential = { ...passkey.credential, lastCounter: 5 };
    expect(verifyAssertion({ credential, challenge, assertion })).toEqual({ status: "refused", why: "bad-signature" });
  });

  it("by another person's key is refused", () => {
    const assertion = pretendPasskey(-8).tap({ challenge });
    expect(verifyAssertion({ credential: passkey.credential, challenge, assertion })).toEqual({
      status: "refused",
      why: "bad-signature",
    });
  });

  it("is refused when the key is of another kind than its algorithm", () => {
    for (const [, { credential, tap }] of named) {
      for (const alg of [-8, -7, -257] as const) {
        const verdict = verifyAssertion({
          credential: { ...credential, alg },
          challenge,
          assertion: tap({ challenge }),
        });
        expect(verdict).toMatchObject(alg === credential.alg ? { status: "valid" } : { why: "bad-key" });
      }
    }
  });

  it("is refused over an empty challenge, even when the tap was over one", () => {
    const empty = new Uint8Array();
    const assertion = passkey.tap({ challenge: empty });
    expect(verifyAssertion({ credential: passkey.credential, challenge: empty, assertion })).toMatchObject({
      why: "wrong-challenge",
    });
  });

  it.each(["[]", "null", '"webauthn.get"', "", "{", '\ufeff{"type":"webauthn.get"}'])(
    "with the client data %j is refused",
    (text) => {
      const assertion = { ...passkey.tap({ challenge }), clientDataJson: utf8(text) };
      expect(verifyAssertion({ credential: passkey.credential, challenge, assertion })).toMatchObject({
        why: "not-client-data",
      });
    },
  );

  it("of any bytes is refused with a reason, never a throw", () => {
    const any = fc.uint8Array({ maxLength: 120 });
    const data = fc.oneof(any, fc.json().map(utf8), fc.constant(passkey.tap({ challenge }).clientDataJson));
    const authenticator = fc.oneof(any, fc.constant(passkey.tap({ challenge }).authenticatorData));
    fc.assert(
      fc.property(data, authenticator, any, any, (clientDataJson, authenticatorData, signature, spki) => {
        const assertion = { clientDataJson, authenticatorData, signature };
        for (const alg of [-8, -7, -257] as const) {
          const credential = { ...passkeys[alg].credential, lastCounter: 3 };
          expect(verifyAssertion({ credential, challenge, assertion }).status).toBe("refused");
          expect(verifyAssertion({ credential: { ...credential, spki }, challenge, assertion }).status).toBe("refused");
        }
      }),
    );
  });
});
