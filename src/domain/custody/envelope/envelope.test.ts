import { createDecipheriv, createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { Secret } from "../../core/secret.ts";
import { concat, fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { fromHex, toHex } from "../../crypto/hex.ts";
import { type Opened, openEnvelope, sealEnvelope } from "./envelope.ts";
import { envelopeAad, type EnvelopePlace } from "./envelope-place.ts";
import { keyCheckValue } from "./key-check-value.ts";
import { groupAccount, personAccount } from "./place.ts";

const hex = (text: string) => fromHex(text) ?? new Uint8Array();
const key = new Secret(Uint8Array.from({ length: 32 }, (_, at) => at));
const otherKey = new Secret(new Uint8Array(32).fill(1));
const nonce = Uint8Array.from({ length: 12 }, (_, at) => 0xa0 + at);
const place: EnvelopePlace = {
  vault: "P",
  deployment: "acme",
  account: "aws:123456789012",
  kind: "password",
  version: 7,
};
const plaintext = new Secret(utf8("correct horse battery staple"));
const known =
  "5257453101cf755bc7305f6b474339fc602a3f0894a0a1a2a3a4a5a6a7a8a9aaab85770e5f20a8769f0a0af5a0625aa2bf04d83c62eb973118fd7e4ae31c067e026587633ec0167ec17a4d4ce7";
const sealed = sealEnvelope({ key, place, nonce, plaintext });

const textOf = (opened: Opened) => (opened.status === "opened" ? fromUtf8(opened.plaintext.reveal()) : opened.status);

/** Places that stand for every kind, vault and form of account. */
const places = fc.oneof(
  fc.record({
    vault: fc.constant("P" as const),
    deployment: fc.stringMatching(/^[a-z0-9-]{1,63}$/),
    account: fc.stringMatching(/^aws(-cn|-us-gov)?:[0-9]{12}$/),
    kind: fc.constantFrom("password" as const, "dek" as const),
    version: fc.integer({ min: 1, max: 2 ** 53 - 1 }),
  }),
  fc.record({
    vault: fc.constant("S" as const),
    deployment: fc.constantFrom("acme", "rehearsal-1"),
    account: fc.stringMatching(/^aws:[0-9]{12}$/),
    kind: fc.constantFrom("seed" as const, "dek" as const),
    version: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    vault: fc.constantFrom("P" as const, "S" as const),
    deployment: fc.constantFrom("acme", "rehearsal-1"),
    account: fc.constantFrom(personAccount("p-jane", "Y3JlZA"), personAccount("p-omar", "Y3JlZDI")),
    kind: fc.constant("identity" as const),
    version: fc.integer({ min: 1, max: 9 }),
  }),
);

describe("an envelope", () => {
  it("is the known one, byte by byte", () => {
    expect(fromUtf8(envelopeAad(place))).toBe("RWE1\u0001rootward/v1|P|acme|aws:123456789012|password|7");
    expect(toHex(sealed)).toBe(known);
    expect(textOf(openEnvelope({ key, place, envelope: hex(known) }))).toBe("correct horse battery staple");
  });

  it("is what Node's AES-GCM and HMAC make of its parts", () => {
    const aad = Buffer.concat([
      Buffer.from("RWE1\u0001"),
      Buffer.from("rootward/v1|P|acme|aws:123456789012|password|7"),
    ]);
    const kcv = createHmac("sha256", key.reveal()).update("rootward/v1/kcv\n").update(aad).digest().subarray(0, 16);
    expect(toHex(sealed.subarray(5, 21))).toBe(kcv.toString("hex"));
    expect(toHex(keyCheckValue(key, place))).toBe(kcv.toString("hex"));
    const decipher = createDecipheriv("aes-256-gcm", key.reveal(), sealed.subarray(21, 33)).setAAD(aad);
    decipher.setAuthTag(sealed.subarray(-16));
    const opened = Buffer.concat([decipher.update(sealed.subarray(33, -16)), decipher.final()]);
    expect(opened.toString()).toBe("correct horse battery staple");
  });

  it("opens at its place with its key, for every place and plaintext", () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(places, fc.uint8Array({ minLength: 32, maxLength: 32 }), bytes, (at, secret, text) => {
        const envelope = sealEnvelope({ key: new Secret(secret), place: at, nonce, plaintext: new Secret(text) });
        const opened = openEnvelope({ key: new Secret(secret), place: at, envelope });
        expect(opened.status === "opened" && opened.plaintext.reveal()).toEqual(text);
        expect(openEnvelope({ key: otherKey, place: at, envelope }).status).toBe("wrong-key");
      }),
    );
  });

  it("does not open at any other place: a swapped row is refused", () => {
    fc.assert(
      fc.property(places, places, (one, other) => {
        const envelope = sealEnvelope({ key, place: one, nonce, plaintext });
        const isSame = toHex(envelopeAad(one)) === toHex(envelopeAad(other));
        expect(openEnvelope({ key, place: other, envelope }).status).toBe(isSame ? "opened" : "wrong-key");
      }),
    );
  });

  it.each<readonly [string, Partial<EnvelopePlace>]>([
    ["another account", { account: "aws:123456789013" }],
    ["another partition", { account: "aws-cn:123456789012" }],
    ["an older version", { version: 6 }],
    ["a later version", { version: 8 }],
    ["another deployment", { deployment: "rehearsal-acme" }],
    ["another kind", { kind: "dek" }],
    ["the other vault", { kind: "dek", vault: "S" }],
  ])("does not open for %s", (_what, change) => {
    expect(openEnvelope({ key, place: { ...place, ...change }, envelope: sealed }).status).toBe("wrong-key");
  });

  it("tells a wrong key from changed bytes: every single bit", () => {
    for (let bit = 0; bit < 8 * sealed.length; bit++) {
      const at = bit >> 3;
      const envelope = sealed.map((byte, index) => (index === at ? byte ^ (1 << (bit & 7)) : byte));
      const expected = at < 5 ? "not-an-envelope" : at < 21 ? "wrong-key" : "tampered";
      expect(openEnvelope({ key, place, envelope }).status, `bit ${bit}`).toBe(expected);
    }
    expect(openEnvelope({ key: otherKey, place, envelope: sealed }).status).toBe("wrong-key");
  });

  it("cut off or with bytes behind it is refused", () => {
    for (let length = 0; length < sealed.length; length++) {
      const opened = openEnvelope({ key, place, envelope: sealed.subarray(0, length) });
      expect(opened.status).toBe(length < 49 ? "not-an-envelope" : "tampered");
    }
    expect(openEnvelope({ key, place, envelope: concat(sealed, Uint8Array.of(0)) }).status).toBe("tampered");
  });

  it("says what it is not", () => {
    const why = (envelope: Uint8Array) => {
      const opened = openEnvelope({ key, place, envelope });
      return opened.status === "not-an-envelope" ? opened.why : opened.status;
    };
    expect(why(new Uint8Array(48))).toBe("too-short");
    expect(why(new Uint8Array(49))).toBe("other-magic");
    expect(why(concat(utf8("RWE2"), sealed.subarray(4)))).toBe("other-magic");
    expect(why(concat(utf8("RWE1\u0002"), sealed.subarray(5)))).toBe("unknown-suite");
  });

  it("holds nothing too: 49 bytes", () => {
    const envelope = sealEnvelope({ key, place, nonce, plaintext: new Secret(new Uint8Array()) });
    expect(envelope.length).toBe(49);
    expect(textOf(openEnvelope({ key, place, envelope }))).toBe("");
  });

  it("keeps its plaintext when the bytes it came from are wiped", () => {
    const copy = sealed.slice();
    const opened = openEnvelope({ key, place, envelope: copy });
    copy.fill(0);
    expect(textOf(opened)).toBe("correct horse battery staple");
  });

  it("gives a status for any bytes, never a throw", () => {
    const start = fc.constantFrom(
      new Uint8Array(),
      utf8("RWE1"),
      sealed.subarray(0, 5),
      sealed.subarray(0, 21),
      sealed.subarray(0, 40),
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 90 }), (head, tail) => {
        const { status } = openEnvelope({ key, place, envelope: concat(head, tail) });
        expect(["not-an-envelope", "wrong-key", "tampered"]).toContain(status);
      }),
    );
  });

  it.each([0, 16, 31, 33])("refuses a key of %d bytes", (length) => {
    const short = new Secret(new Uint8Array(length));
    expect(codedRow(() => sealEnvelope({ key: short, place, nonce, plaintext }))).toBe("CUSTODY_KEY_LENGTH");
    expect(codedRow(() => openEnvelope({ key: short, place, envelope: sealed }))).toBe("CUSTODY_KEY_LENGTH");
  });

  it.each([0, 8, 11, 13, 16])("refuses a nonce of %d bytes", (length) => {
    expect(codedRow(() => sealEnvelope({ key, place, nonce: new Uint8Array(length), plaintext }))).toBe(
      "CUSTODY_KEY_LENGTH",
    );
  });
});

describe("the place of an envelope", () => {
  it.each<readonly [string, Partial<EnvelopePlace>]>([
    ["a password in vault S", { vault: "S" }],
    ["a seed in vault P", { kind: "seed" }],
    ["a group key in vault P", { kind: "groupkey", account: "group:prod" }],
    ["a password of a group", { account: "group:prod" }],
    ["a key encryption key of an account", { kind: "kek" }],
    ["an identity of an account", { kind: "identity" }],
    ["no account", { account: "-" }],
    ["an account of eleven digits", { account: "aws:12345678901" }],
    ["an account of thirteen digits", { account: "aws:1234567890123" }],
    [
      "an account in digits of another script",
      { account: "aws:\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660\u0661\u0662" },
    ],
    ["an account with a newline", { account: "aws:123456789012\n" }],
    ["an unknown partition", { account: "aws-iso:123456789012" }],
    ["no deployment", { deployment: "" }],
    ["a deployment with a separator", { deployment: "acme|x" }],
    ["a deployment in capitals", { deployment: "Acme" }],
    ["a deployment that is too long", { deployment: "a".repeat(64) }],
    ["version 0", { version: 0 }],
    ["half a version", { version: 1.5 }],
    ["a version beyond counting", { version: 2 ** 53 }],
  ])("cannot be %s", (_what, change) => {
    expect(codedRow(() => envelopeAad({ ...place, ...change }))).toBe("CUSTODY_PLACE_IMPOSSIBLE");
  });

  it("reads as in the format's description for groups, people and whole deployments", () => {
    const line = (change: Partial<EnvelopePlace>) =>
      fromUtf8(envelopeAad({ ...place, version: 1, ...change }))?.slice(5);
    expect(line({ vault: "S", kind: "groupkey", account: groupAccount("prod") })).toBe(
      "rootward/v1|S|acme|group:prod|groupkey|1",
    );
    expect(line({ kind: "identity", account: personAccount("p-jane", "Y3JlZA") })).toBe(
      "rootward/v1|P|acme|person:p-jane:Y3JlZA|identity|1",
    );
    expect(line({ vault: "S", kind: "kek", account: "-" })).toBe("rootward/v1|S|acme|-|kek|1");
  });

  it("has no person or group whose name holds a separator", () => {
    for (const name of ["a|b", "a:b", "", "a b", "é", "a\n", "a@b"]) {
      expect(codedRow(() => groupAccount(name))).toBe("CUSTODY_PLACE_IMPOSSIBLE");
      expect(codedRow(() => personAccount(name, "Y3JlZA"))).toBe("CUSTODY_PLACE_IMPOSSIBLE");
      expect(codedRow(() => personAccount("p-jane", name))).toBe("CUSTODY_PLACE_IMPOSSIBLE");
    }
  });
});
