import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  privateEncrypt,
  sign,
  verify,
} from "node:crypto";
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pretendPasskey } from "../../../../test/support/pretend-passkey.ts";
import { concat, utf8 } from "../bytes.ts";
import { fromHex, toHex } from "../hex.ts";
import { verifyAssertion } from "../webauthn-assertion.ts";
import { readCredentialKey } from "./credential-key.ts";
import { verifyCredentialSignature } from "./verify-credential-signature.ts";

const hex = (text: string) => fromHex(text) ?? new Uint8Array();
const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
const challenge = sha256(utf8("a document"));
const passkeys = { "-8": pretendPasskey(-8), "-7": pretendPasskey(-7), "-257": pretendPasskey(-257) };
const named = [
  ["Ed25519", passkeys["-8"]],
  ["ES256", passkeys["-7"]],
  ["RS256", passkeys["-257"]],
] as const;

interface Vector {
  readonly name: string;
  readonly alg: -8 | -7 | -257;
  readonly key: Readonly<Record<string, string>>;
  readonly challenge: string;
  readonly authenticatorData: string;
  readonly clientDataJSON: string;
  readonly signature: string;
}

const kinds = { "-8": { kty: "OKP", crv: "Ed25519" }, "-7": { kty: "EC", crv: "P-256" }, "-257": { kty: "RSA" } };
const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL("../../../../test/vectors/webauthn-level-3.json", import.meta.url), "utf8"),
);

describe("the test vectors of WebAuthn level 3, section 16", () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))("%s is signed by its key", (_name, vector) => {
    const jwk = Object.entries(vector.key).map(([name, value]) => [
      name,
      Buffer.from(value, "hex").toString("base64url"),
    ]);
    const key: JsonWebKey = { ...kinds[vector.alg], ...Object.fromEntries(jwk) };
    const spki = new Uint8Array(createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "der" }));
    const clientDataJson = hex(vector.clientDataJSON);
    const authenticatorData = hex(vector.authenticatorData);
    const message = concat(authenticatorData, sha256(clientDataJson));
    expect(verifyCredentialSignature({ alg: vector.alg, spki }, message, hex(vector.signature))).toBe("valid");
    const credential = { alg: vector.alg, spki, rpId: "example.org", origin: "https://example.org", lastCounter: 0 };
    const assertion = { clientDataJson, authenticatorData, signature: hex(vector.signature) };
    // None of them is good enough for custody: the one with the person verified stands in a foreign frame.
    const why = vector.name.includes("topOrigin") ? "cross-origin" : "no-user-verification";
    expect(verifyAssertion({ credential, challenge: hex(vector.challenge), assertion })).toEqual({
      status: "refused",
      why,
    });
  });
});

describe("RS256", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const spki = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
  const message = utf8("message");
  const info = hex("3031300d060960864801650304020105000420");
  const answer = (block: Uint8Array) => {
    const signature = new Uint8Array(privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, block));
    return verifyCredentialSignature({ alg: -257, spki }, message, signature);
  };
  const ones = (length: number) => new Uint8Array(length).fill(0xff);

  it("takes the one right block", () => {
    expect(answer(concat(hex("0001"), ones(202), hex("00"), info, sha256(message)))).toBe("valid");
  });

  it.each<readonly [string, Uint8Array]>([
    [
      "with bytes behind the hash",
      concat(hex("0001"), ones(192), hex("00"), info, sha256(message), new Uint8Array(10)),
    ],
    ["with another padding byte", concat(hex("0001"), ones(201), hex("fe00"), info, sha256(message))],
    ["of another type", concat(hex("0002"), ones(202), hex("00"), info, sha256(message))],
    [
      "without the NULL of the algorithm",
      concat(hex("0001"), ones(204), hex("00"), hex("302f300b0609608648016503040201"), hex("0420"), sha256(message)),
    ],
    ["with the hash of another message", concat(hex("0001"), ones(202), hex("00"), info, sha256(utf8("other")))],
    ["with a bare hash", concat(hex("0001"), ones(221), hex("00"), sha256(message))],
  ])("refuses a block %s", (_what, block) => {
    expect(block.length).toBe(256);
    expect(answer(block)).toBe("bad-signature");
  });

  it("refuses the second spellings of a right signature: a zero before it, the modulus added to it", () => {
    const modulus = BigInt(
      `0x${Buffer.from(publicKey.export({ format: "jwk" }).n ?? "", "base64url").toString("hex")}`,
    );
    for (let at = 0; ; at++) {
      const text = utf8(`message ${at}`);
      const signature = new Uint8Array(sign("sha256", text, privateKey));
      const sum = (BigInt(`0x${toHex(signature)}`) + modulus).toString(16);
      if (sum.length > 512) continue;
      const ask = { alg: -257, spki } as const;
      expect(verifyCredentialSignature(ask, text, signature)).toBe("valid");
      expect(verifyCredentialSignature(ask, text, hex(sum))).toBe("bad-signature");
      expect(verifyCredentialSignature(ask, text, concat(Uint8Array.of(0), signature))).toBe("bad-signature");
      return;
    }
  });

  it("refuses a signature that is too long, too short, zero, or the modulus and more", () => {
    const jwk = publicKey.export({ format: "jwk" });
    const modulus = new Uint8Array(Buffer.from(jwk.n ?? "", "base64url"));
    for (const signature of [
      new Uint8Array(256),
      new Uint8Array(255),
      new Uint8Array(257),
      ones(256),
      modulus,
      new Uint8Array(),
    ]) {
      expect(verifyCredentialSignature({ alg: -257, spki }, message, signature)).toBe("bad-signature");
    }
  });
});

type LengthForm = "shortest" | "one byte" | "two bytes" | "endless";

/** One DER value; forms other than the shortest are BER, which a key must not be written in. */
function der(tag: number, body: Uint8Array, form: LengthForm = "shortest"): Uint8Array {
  const two = [0x82, body.length >> 8, body.length & 255];
  const one = [0x81, body.length];
  const shortest = body.length < 128 ? [body.length] : body.length < 256 ? one : two;
  const lengths = { shortest, "one byte": one, "two bytes": two, endless: [0x80] };
  return concat(
    Uint8Array.of(tag, ...lengths[form]),
    body,
    form === "endless" ? Uint8Array.of(0, 0) : new Uint8Array(),
  );
}

describe("a credential's public key", () => {
  const rsaJwk = createPublicKey({
    key: Buffer.from(passkeys["-257"].credential.spki),
    format: "der",
    type: "spki",
  }).export({ format: "jwk" });

  it.each(named)("of %s is read", (_name, { credential }) => {
    expect(readCredentialKey(credential.spki)).not.toBeNull();
  });

  it("of RSA has 2,048 to 4,096 bits and an exponent that is odd and above 1", () => {
    const made = (bits: number, exponent: number) =>
      new Uint8Array(
        generateKeyPairSync("rsa", { modulusLength: bits, publicExponent: exponent }).publicKey.export({
          type: "spki",
          format: "der",
        }),
      );
    expect(readCredentialKey(made(1024, 65537))).toBeNull();
    expect(readCredentialKey(made(2048, 3))).toMatchObject({ kind: "rsa", exponent: 3n, bytes: 256 });
    const spki = made(2048, 65537);
    const withExponent = (value: string) => concat(spki.subarray(0, -5), hex("0203"), hex(value));
    expect(readCredentialKey(withExponent("010001"))).not.toBeNull();
    expect(readCredentialKey(withExponent("010000"))).toBeNull();
    expect(readCredentialKey(withExponent("000001"))).toBeNull();
    expect(readCredentialKey(withExponent("810001"))).toBeNull();
  });

  it("of RSA has one encoding, and never the exponent 1", () => {
    const modulus = new Uint8Array(Buffer.from(rsaJwk.n ?? "", "base64url"));
    const made = (exponent: string, length: LengthForm) =>
      der(
        0x30,
        concat(
          hex("300d06092a864886f70d0101010500"),
          der(
            0x03,
            concat(
              hex("00"),
              der(0x30, concat(der(0x02, concat(hex("00"), modulus)), der(0x02, hex(exponent), length))),
            ),
          ),
        ),
      );
    expect(readCredentialKey(made("010001", "shortest"))).toMatchObject({ kind: "rsa", exponent: 65537n });
    expect(readCredentialKey(made("03", "shortest"))).toMatchObject({ exponent: 3n });
    expect(readCredentialKey(made("01", "shortest"))).toBeNull();
    expect(readCredentialKey(made("0100000001", "shortest"))).toBeNull();
    expect(readCredentialKey(made("010001", "one byte"))).toBeNull();
    expect(readCredentialKey(made("010001", "two bytes"))).toBeNull();
    expect(readCredentialKey(made("010001", "endless"))).toBeNull();
  });

  it("is not a P-384, secp256k1, Ed448 or X25519 key", () => {
    for (const { publicKey } of [
      generateKeyPairSync("ec", { namedCurve: "P-384" }),
      generateKeyPairSync("ec", { namedCurve: "secp256k1" }),
    ]) {
      expect(readCredentialKey(new Uint8Array(publicKey.export({ type: "spki", format: "der" })))).toBeNull();
    }
    for (const { publicKey } of [generateKeyPairSync("ed448"), generateKeyPairSync("x25519")]) {
      expect(readCredentialKey(new Uint8Array(publicKey.export({ type: "spki", format: "der" })))).toBeNull();
    }
  });

  it("off the curve verifies nothing", () => {
    const { credential, tap } = passkeys["-7"];
    const spki = credential.spki.map((byte, at) => (at === credential.spki.length - 1 ? byte ^ 1 : byte));
    expect(
      verifyAssertion({ credential: { ...credential, spki }, challenge, assertion: tap({ challenge }) }),
    ).toMatchObject({
      why: "bad-signature",
    });
  });

  it("is refused with a byte behind it, cut off, or with any one bit of its frame changed", () => {
    for (const [, { credential }] of named) {
      expect(readCredentialKey(concat(credential.spki, Uint8Array.of(0)))).toBeNull();
      for (let length = 0; length < credential.spki.length; length++) {
        expect(readCredentialKey(credential.spki.subarray(0, length))).toBeNull();
      }
    }
    const frame = passkeys["-257"].credential.spki;
    for (let bit = 0; bit < 8 * 32; bit++) {
      const bent = frame.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(readCredentialKey(bent), `bit ${bit}`).toBeNull();
    }
  });

  it("agrees with Node about what an RSA key is", () => {
    const frame = passkeys["-257"].credential.spki;
    fc.assert(
      fc.property(fc.nat({ max: frame.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
        const bent = frame.map((old, index) => (index === at ? byte : old));
        const key = readCredentialKey(bent);
        if (key?.kind !== "rsa") return;
        const jwk = createPublicKey({ key: Buffer.from(bent), format: "der", type: "spki" }).export({ format: "jwk" });
        expect(BigInt(`0x${Buffer.from(jwk.n ?? "", "base64url").toString("hex")}`)).toBe(key.modulus);
      }),
      { numRuns: 200 },
    );
  });
});

describe("signatures of passkeys", () => {
  it("are judged as Node judges them, also when bent", () => {
    for (const alg of [-8, -7, -257] as const) {
      const { credential, tap } = passkeys[alg];
      const key = createPublicKey({ key: Buffer.from(credential.spki), format: "der", type: "spki" });
      fc.assert(
        fc.property(fc.boolean(), fc.nat(), fc.nat({ max: 255 }), (isBent, at, byte) => {
          const { authenticatorData, clientDataJson, signature } = tap({ challenge, counter: at % 1000 });
          const message = concat(authenticatorData, sha256(clientDataJson));
          const bent = isBent
            ? signature.map((old, index) => (index === at % signature.length ? byte : old))
            : signature;
          const node = verify(alg === -8 ? null : "sha256", message, key, bent);
          expect(verifyCredentialSignature(credential, message, bent) === "valid").toBe(node);
        }),
        { numRuns: 40 },
      );
    }
  });
});
