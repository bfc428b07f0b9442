import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../test/support/coded-row.ts";
import { concat, utf8 } from "./bytes.ts";
import { publicKeyOf, signEd25519, verifyEd25519 } from "./ed25519.ts";
import { fromHex, toHex } from "./hex.ts";

const hex = (text: string) => fromHex(text) ?? new Uint8Array();

/** RFC 8032 section 7.1: seed, public key, message, signature. */
const rfc8032 = [
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
  [
    "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
    "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
  ],
] as const;

/** The eight points of small order, and encodings of some of them that are not reduced. */
const smallOrder = [
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  "0100000000000000000000000000000000000000000000000000000000000080",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
] as const;

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
const messages = fc.uint8Array({ maxLength: 200 });
const node = (seed: Uint8Array) =>
  createPrivateKey({
    key: Buffer.concat([hex("302e020100300506032b657004220420"), seed]),
    format: "der",
    type: "pkcs8",
  });

describe("Ed25519", () => {
  it.each(rfc8032)("signs and verifies the vector of RFC 8032 with seed %s", (seed, key, message, signature) => {
    expect(toHex(publicKeyOf(hex(seed)))).toBe(key);
    expect(toHex(signEd25519(hex(seed), hex(message)))).toBe(signature);
    expect(verifyEd25519(hex(key), hex(message), hex(signature))).toBe(true);
  });

  it("makes Node's keys and signatures, and takes Node's", () => {
    fc.assert(
      fc.property(seeds, messages, (seed, message) => {
        const signature = new Uint8Array(sign(null, message, node(seed)));
        expect(signEd25519(seed, message)).toEqual(signature);
        expect(verifyEd25519(publicKeyOf(seed), message, signature)).toBe(true);
        expect(verify(null, message, createPublicKey(node(seed)), signEd25519(seed, message))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it("refuses a signature after any change of key, message or signature", () => {
    fc.assert(
      fc.property(
        seeds,
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        (seed, message, at, bit) => {
          const parts = [publicKeyOf(seed), message, signEd25519(seed, message)] as const;
          for (const [which, part] of parts.entries()) {
            const changed = part.map((byte, index) => (index === at % part.length ? byte ^ (1 << bit) : byte));
            const [key, text, signature] = parts.map((each, index) => (index === which ? changed : each));
            expect(verifyEd25519(key ?? part, text ?? part, signature ?? part)).toBe(false);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it.each(smallOrder)("refuses the small-order key %s, whose one signature fits every message", (key) => {
    // R is the neutral element and S zero: with such a key the equation holds whatever the message.
    const forged = concat(hex(smallOrder[0]), new Uint8Array(32));
    const message = utf8("rw.approval");
    expect(verifyEd25519(hex(key), message, forged)).toBe(false);
  });

  it("would fall for a small-order key without the strict setting, so the test above can fail", () => {
    const forged = concat(hex(smallOrder[0]), new Uint8Array(32));
    const fooled = smallOrder.filter((key) => ed25519.verify(forged, utf8("rw.approval"), hex(key)));
    expect(fooled.length).toBeGreaterThanOrEqual(8);
  });

  it("refuses a second spelling of a signature, S plus the group order", () => {
    const seed = new Uint8Array(32).fill(7);
    const signature = signEd25519(seed, utf8("m"));
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    let s = [...signature.subarray(32)].reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n) + order;
    const spelled = Uint8Array.from({ length: 32 }, () => {
      const byte = Number(s & 255n);
      s >>= 8n;
      return byte;
    });
    expect(verifyEd25519(publicKeyOf(seed), utf8("m"), concat(signature.subarray(0, 32), spelled))).toBe(false);
  });

  it("answers no, and never throws, for bytes of any length", () => {
    const any = fc.uint8Array({ maxLength: 70 });
    fc.assert(fc.property(any, any, any, (key, message, signature) => !verifyEd25519(key, message, signature)));
    const keys = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const signatures = fc.uint8Array({ minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(keys, any, signatures, (key, message, signature) => !verifyEd25519(key, message, signature)),
      {
        numRuns: 50,
      },
    );
  });

  it("names a seed of another length", () => {
    expect(codedRow(() => signEd25519(new Uint8Array(31), utf8("")))).toBe("CRYPTO_WRONG_LENGTH");
    expect(codedRow(() => publicKeyOf(new Uint8Array(64)))).toBe("CRYPTO_WRONG_LENGTH");
  });
});
