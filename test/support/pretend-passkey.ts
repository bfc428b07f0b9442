import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { Assertion, PinnedCredential } from "../../src/domain/crypto/webauthn-assertion.ts";
import type { CredentialAlgorithm } from "../../src/domain/crypto/webauthn/verify-credential-signature.ts";

/** What a tap says; the defaults are those of a good one. */
export interface Tap {
  readonly challenge: Uint8Array;
  readonly type?: unknown;
  readonly origin?: unknown;
  readonly crossOrigin?: unknown;
  readonly topOrigin?: unknown;
  readonly rpId?: string;
  /** UP 0x01, UV 0x04, BE 0x08, BS 0x10, AT 0x40, ED 0x80. */
  readonly flags?: number;
  readonly counter?: number;
  readonly extensions?: Uint8Array;
}

/** A passkey made with Node's own cryptography, for tests: its pinned credential, and what a tap on it returns. */
export interface PretendPasskey {
  readonly credential: PinnedCredential;
  readonly tap: (tap: Tap) => Assertion;
}

const rpId = "rootward.example";
const origin = `https://${rpId}`;

/** A new passkey of this algorithm at `https://rootward.example`. */
export function pretendPasskey(alg: CredentialAlgorithm): PretendPasskey {
  const { publicKey, privateKey } = keyPair(alg);
  const spki = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
  const credential = { alg, spki, rpId, origin, lastCounter: 0 };
  return { credential, tap: (tap) => tapped(alg, privateKey, tap) };
}

function keyPair(alg: CredentialAlgorithm): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  switch (alg) {
    case -8:
      return generateKeyPairSync("ed25519");
    case -7:
      return generateKeyPairSync("ec", { namedCurve: "P-256" });
    case -257:
      return generateKeyPairSync("rsa", { modulusLength: 2048 });
  }
}

function tapped(alg: CredentialAlgorithm, key: KeyObject, tap: Tap): Assertion {
  const clientDataJson = new TextEncoder().encode(
    JSON.stringify({
      type: "webauthn.get",
      challenge: Buffer.from(tap.challenge).toString("base64url"),
      origin,
      crossOrigin: false,
      ...given(tap, "type"),
      ...given(tap, "origin"),
      ...given(tap, "crossOrigin"),
      ...given(tap, "topOrigin"),
    }),
  );
  const head = Buffer.alloc(37);
  createHash("sha256")
    .update(tap.rpId ?? rpId)
    .digest()
    .copy(head);
  head.writeUInt8(tap.flags ?? 0x05, 32);
  head.writeUInt32BE(tap.counter ?? 0, 33);
  const authenticatorData = new Uint8Array(Buffer.concat([head, tap.extensions ?? Buffer.alloc(0)]));
  const message = Buffer.concat([authenticatorData, createHash("sha256").update(clientDataJson).digest()]);
  const signature = new Uint8Array(sign(alg === -8 ? null : "sha256", message, key));
  return { clientDataJson, authenticatorData, signature };
}

/** A field as the tap names it; named as `undefined` it is left out. */
function given(tap: Tap, name: "type" | "origin" | "crossOrigin" | "topOrigin"): Record<string, unknown> {
  return name in tap ? { [name]: tap[name] } : {};
}
