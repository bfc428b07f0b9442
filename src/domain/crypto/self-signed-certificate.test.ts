import { createHash, createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ed25519Spki } from "./ed25519-spki.ts";
import { ed25519Pkcs8, selfSignedCertificate } from "./self-signed-certificate.ts";

const seed = new Uint8Array(createHash("sha256").update("door").digest());

describe("a certificate of one's own", () => {
  it("is read by OpenSSL, verifies with its own key and does not end before 9999", () => {
    const certificate = new X509Certificate(selfSignedCertificate(seed));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toBe("CN=rootward");
    expect(new Date(certificate.validTo).getUTCFullYear()).toBe(9999);
    expect(certificate.checkPrivateKey(createPrivateKey(pkcs8()))).toBe(true);
  });

  it("holds the public key that node makes of the same seed", () => {
    const spki = createPublicKey(createPrivateKey(pkcs8())).export({ type: "spki", format: "der" });
    expect(Buffer.from(ed25519Spki(seed))).toEqual(spki);
    expect(new X509Certificate(selfSignedCertificate(seed)).publicKey.export({ type: "spki", format: "der" })).toEqual(
      spki,
    );
  });

  it("is the same each time, so that nothing needs to be stored", () => {
    expect(selfSignedCertificate(seed)).toEqual(selfSignedCertificate(seed));
  });
});

function pkcs8() {
  return { key: Buffer.from(ed25519Pkcs8(seed)), format: "der", type: "pkcs8" } as const;
}
