import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { expect, it } from "vitest";
import { ed25519Spki, spkiPinOf } from "./ed25519-spki.ts";

const seed = Uint8Array.from({ length: 32 }, (_, at) => at);
const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
const oracle = createPublicKey(createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" })).export({
  type: "spki",
  format: "der",
});

it("writes a key's SubjectPublicKeyInfo as OpenSSL does", () => {
  expect(Buffer.from(ed25519Spki(seed)).equals(oracle)).toBe(true);
});

it("pins a key by the SHA-256 of it", () => {
  expect(spkiPinOf(seed)).toBe(createHash("sha256").update(oracle).digest("base64url"));
});
