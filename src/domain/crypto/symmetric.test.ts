import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../test/support/coded-row.ts";
import { openAesGcm, sealAesGcm } from "./aes-gcm.ts";
import { utf8 } from "./bytes.ts";
import { fromHex, toHex } from "./hex.ts";
import { hkdfSha256 } from "./hkdf.ts";
import { hmacOf, hmacSha256 } from "./hmac.ts";
import { sha256 } from "./sha256.ts";

const hex = (text: string) => fromHex(text) ?? new Uint8Array();
const bytes = fc.uint8Array({ maxLength: 200 });
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe("SHA-256", () => {
  it("is the one of FIPS 180-4 and of Node", () => {
    expect(toHex(sha256(utf8("abc")))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    fc.assert(fc.property(bytes, (value) => toHex(sha256(value)) === createHash("sha256").update(value).digest("hex")));
  });
});

describe("HMAC", () => {
  it("is the one of RFC 4231, cases 1, 2 and 6", () => {
    expect(toHex(hmacSha256(new Uint8Array(20).fill(0x0b), utf8("Hi There")))).toBe(
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    );
    expect(toHex(hmacSha256(utf8("Jefe"), utf8("what do ya want for nothing?")))).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
    expect(
      toHex(hmacSha256(new Uint8Array(131).fill(0xaa), utf8("Test Using Larger Than Block-Size Key - Hash Key First"))),
    ).toBe("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  });

  it.each(["SHA-1", "SHA-256", "SHA-512"] as const)("with %s is Node's for keys and messages of any length", (hash) => {
    const name = hash.replace("-", "").toLowerCase();
    fc.assert(
      fc.property(bytes, bytes, (key, message) => {
        expect(toHex(hmacOf(hash, key, message))).toBe(createHmac(name, key).update(message).digest("hex"));
      }),
    );
  });
});

describe("HKDF", () => {
  it("is the one of RFC 5869, case 1", () => {
    const key = hkdfSha256({
      ikm: new Uint8Array(22).fill(0x0b),
      salt: hex("000102030405060708090a0b0c"),
      info: hex("f0f1f2f3f4f5f6f7f8f9"),
      length: 42,
    });
    expect(toHex(key)).toBe("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  });

  it("is Node's", () => {
    fc.assert(
      fc.property(bytes, bytes, bytes, fc.integer({ min: 1, max: 100 }), (ikm, salt, info, length) => {
        const node = Buffer.from(hkdfSync("sha256", ikm, salt, info, length)).toString("hex");
        expect(toHex(hkdfSha256({ ikm, salt, info, length }))).toBe(node);
      }),
    );
  });

  it.each([0, -1, 1.5, 8161, Number.NaN])("gives no key of %d bytes", (length) => {
    const empty = new Uint8Array();
    expect(codedRow(() => hkdfSha256({ ikm: empty, salt: empty, info: empty, length }))).toBe("CRYPTO_WRONG_LENGTH");
  });
});

describe("AES-256-GCM", () => {
  const zeros = { key: new Uint8Array(32), nonce: new Uint8Array(12), aad: new Uint8Array() };

  it("is the one of the GCM specification, test cases 13, 14 and 16", () => {
    expect(toHex(sealAesGcm(zeros, new Uint8Array()))).toBe("530f8afbc74536b9a963b4f1c4cb738b");
    expect(toHex(sealAesGcm(zeros, new Uint8Array(16)))).toBe(
      "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
    );
    const use = {
      key: hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
      nonce: hex("cafebabefacedbaddecaf888"),
      aad: hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
    };
    const plaintext = hex(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
    );
    expect(toHex(sealAesGcm(use, plaintext))).toBe(
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662" +
        "76fc6ece0f4e1768cddf8853bb2d551b",
    );
  });

  it("writes what Node writes, and reads what Node wrote", () => {
    fc.assert(
      fc.property(exactly(32), exactly(12), bytes, bytes, (key, nonce, aad, plaintext) => {
        const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(aad);
        const node = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
        const ours = sealAesGcm({ key, nonce, aad }, plaintext);
        expect(Buffer.from(ours).equals(node)).toBe(true);
        expect(openAesGcm({ key, nonce, aad }, node)).toEqual(plaintext);
        const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(aad);
        decipher.setAuthTag(ours.subarray(-16));
        expect(new Uint8Array(Buffer.concat([decipher.update(ours.subarray(0, -16)), decipher.final()]))).toEqual(
          plaintext,
        );
      }),
    );
  });

  it("opens nothing after one bit of key, nonce, associated data or ciphertext changed", () => {
    fc.assert(
      fc.property(
        exactly(32),
        exactly(12),
        fc.uint8Array({ minLength: 1, maxLength: 20 }),
        bytes,
        fc.nat(),
        (key, nonce, aad, text, at) => {
          const sealed = sealAesGcm({ key, nonce, aad }, text);
          const bent = (part: Uint8Array) =>
            part.map((byte, index) => (index === at % part.length ? byte ^ (1 << (at & 7)) : byte));
          expect(openAesGcm({ key: bent(key), nonce, aad }, sealed)).toBeNull();
          expect(openAesGcm({ key, nonce: bent(nonce), aad }, sealed)).toBeNull();
          expect(openAesGcm({ key, nonce, aad: bent(aad) }, sealed)).toBeNull();
          expect(openAesGcm({ key, nonce, aad }, bent(sealed))).toBeNull();
          expect(openAesGcm({ key, nonce, aad }, sealed.subarray(0, -1))).toBeNull();
          expect(openAesGcm({ key, nonce, aad }, sealed)).toEqual(text);
        },
      ),
    );
  });

  it("opens nothing of any bytes", () => {
    fc.assert(fc.property(bytes, (sealed) => openAesGcm(zeros, sealed) === null));
  });

  it.each([
    ["a key of 16 bytes", { ...zeros, key: new Uint8Array(16) }],
    ["a key of 33 bytes", { ...zeros, key: new Uint8Array(33) }],
    ["no nonce", { ...zeros, nonce: new Uint8Array() }],
    ["a nonce of 16 bytes", { ...zeros, nonce: new Uint8Array(16) }],
  ])("refuses %s", (_what, use) => {
    expect(codedRow(() => sealAesGcm(use, new Uint8Array()))).toBe("CRYPTO_WRONG_LENGTH");
    expect(codedRow(() => openAesGcm(use, new Uint8Array(20)))).toBe("CRYPTO_WRONG_LENGTH");
  });
});
