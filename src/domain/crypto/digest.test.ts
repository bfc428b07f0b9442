import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../test/support/coded-row.ts";
import { toBase64url } from "./base64url.ts";
import { concat, fromUtf8, utf8 } from "./bytes.ts";
import { documentDigest, documentMessage, readDocument } from "./digest.ts";
import { publicKeyOf, signEd25519, verifyEd25519 } from "./ed25519.ts";
import { toHex } from "./hex.ts";
import { sixWords, wordList } from "./words.ts";
import { sha256 } from "./sha256.ts";

const vector = (name: string) => readFileSync(new URL(`../../../test/vectors/custody/${name}`, import.meta.url));
const request = new Uint8Array(vector("request.json"));
const approval = new Uint8Array(vector("approval.json"));
const seed = Uint8Array.from({ length: 32 }, (_, at) => at);

describe("the digest of a document", () => {
  it("is the known one of the request, also in words", () => {
    expect(request.length).toBe(1075);
    const { digest, type } = readDocument(request);
    expect(type).toBe("rw.request/v1");
    expect(toHex(digest)).toBe("f0ee80cb78879db1f408f535e014455b500358a2ff0c7feb59648a7d8c60af8d");
    expect(sixWords(digest)).toBe("valley inject crazy valve keep suggest");
  });

  it("is the known one of the approval, which names the request by its digest and is signed as a message", () => {
    expect(approval.length).toBe(549);
    const { digest, message, value } = readDocument(approval);
    expect(toHex(digest)).toBe("5f06abf7426ad2643d2f9da731bcead3d5565d4ef8ff55b3feea21fed1e7cd11");
    expect(value).toMatchObject({ requestHash: toBase64url(readDocument(request).digest) });
    const signature = signEd25519(seed, message);
    expect(toBase64url(signature)).toBe(
      "QihAvg3fWd2SS1sV4ux_ita06akgBKuJKbxNC-j1BCHxUZ2jymd8t-t3tnElnYG131ericA3HcAAN0Cgu3BdDw",
    );
    expect(verifyEd25519(publicKeyOf(seed), message, signature)).toBe(true);
  });

  it("is the same from the value as from the bytes", () => {
    const document = { ...JSON.parse(fromUtf8(request) ?? ""), type: "rw.request/v1" };
    expect(documentMessage(document)).toEqual(readDocument(request).message);
    expect(documentDigest(document)).toEqual(readDocument(request).digest);
  });

  it("is SHA-256 of the prefix, the type and the bytes, as Node hashes them", () => {
    const expected = createHash("sha256")
      .update("rootward/v1\nrw.x/v1\n")
      .update('{"a":1,"type":"rw.x/v1"}')
      .digest("hex");
    const document = { type: "rw.x/v1", a: 1 };
    expect(toHex(documentDigest(document))).toBe(expected);
  });

  it("differs for two types with the same fields", () => {
    expect(documentDigest({ type: "rw.a/v1" })).not.toEqual(documentDigest({ type: "rw.b/v1" }));
  });

  it.each([
    "rw.request",
    "rw.request/v0",
    "rw.request/v01",
    "rw.request/v1\n",
    "\nrw.request/v1",
    "RW.request/v1",
    "rw./v1",
    "rw.Request/v1",
    "release.code",
    "",
    "rw.request/v1/v1",
    "rw.re quest/v1",
    "rw.request/v12345",
  ])("is refused for the type %j", (type) => {
    expect(codedRow(() => documentDigest({ type }))).toBe("CRYPTO_NOT_A_DOCUMENT");
  });

  it.each(["{}", '{"type":1}', "[]", '"rw.request/v1"', "1", "true", '{"Type":"rw.request/v1"}'])(
    "is refused for %s",
    (text) => {
      expect(codedRow(() => readDocument(utf8(text)))).toBe("CRYPTO_NOT_A_DOCUMENT");
    },
  );

  it("is refused for bytes that are not canonical, as every changed byte of a real one shows", () => {
    for (const bytes of [concat(approval, utf8("\n")), concat(utf8(" "), approval)]) {
      expect(codedRow(() => readDocument(bytes))).toBe("CRYPTO_NOT_CANONICAL");
    }
    const real = readDocument(approval).digest;
    fc.assert(
      fc.property(fc.nat({ max: approval.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = approval.map((byte, index) => (index === at ? byte ^ by : byte));
        let digest: Uint8Array | null = null;
        const row = codedRow(() => {
          digest = readDocument(bytes).digest;
        });
        if (row === null) expect(digest).not.toEqual(real);
        else expect(["CRYPTO_NOT_CANONICAL", "CRYPTO_NOT_A_DOCUMENT"]).toContain(row);
      }),
      { numRuns: 300 },
    );
  });

  it("gives a document or a code for any bytes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.json().map(utf8)), (bytes) => {
        const row = codedRow(() => readDocument(bytes));
        expect([null, "CRYPTO_NOT_CANONICAL", "CRYPTO_NOT_A_DOCUMENT"]).toContain(row);
      }),
    );
  });
});

describe("the words", () => {
  it("are the English list of BIP-39", () => {
    expect(wordList.length).toBe(2048);
    expect(new Set(wordList.map((word) => word.slice(0, 4))).size).toBe(2048);
    expect(toHex(sha256(utf8(wordList.map((word) => `${word}\n`).join(""))))).toBe(
      "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda",
    );
  });

  it("are the first and last of the list for zeros and ones", () => {
    expect(sixWords(new Uint8Array(32))).toBe("abandon abandon abandon abandon abandon abandon");
    expect(sixWords(new Uint8Array(32).fill(255))).toBe("zoo zoo zoo zoo zoo zoo");
  });

  it("change with each of the first 66 bits and with no later one", () => {
    const base = new Uint8Array(32).fill(0x5a);
    for (let bit = 0; bit < 256; bit++) {
      const other = base.slice();
      other[bit >> 3] = 0x5a ^ (0x80 >> (bit & 7));
      expect(sixWords(other) !== sixWords(base), `bit ${bit}`).toBe(bit < 66);
    }
  });

  it("are refused for what is no digest", () => {
    expect(codedRow(() => sixWords(new Uint8Array(31)))).toBe("CRYPTO_WRONG_LENGTH");
  });
});
