import { verifyEd25519 } from "../ed25519.ts";
import { readCredentialKey } from "./credential-key.ts";
import { verifyEs256 } from "./verify-es256.ts";
import { verifyRs256 } from "./verify-rs256.ts";

/** COSE algorithm numbers (RFC 9053): EdDSA with Ed25519 -8, ES256 -7, RS256 -257. */
export type CredentialAlgorithm = -8 | -7 | -257;

/** Whether the key signed the message; `bad-key` when the key is unreadable or of another kind than its algorithm. */
export function verifyCredentialSignature(
  credential: { readonly alg: CredentialAlgorithm; readonly spki: Uint8Array },
  message: Uint8Array,
  signature: Uint8Array,
): "valid" | "bad-key" | "bad-signature" {
  const key = readCredentialKey(credential.spki);
  if (key === null) return "bad-key";
  switch (key.kind) {
    case "ed25519":
      if (credential.alg !== -8) return "bad-key";
      return verifyEd25519(key.key, message, signature) ? "valid" : "bad-signature";
    case "p256":
      if (credential.alg !== -7) return "bad-key";
      return verifyEs256(key.point, message, signature) ? "valid" : "bad-signature";
    case "rsa":
      if (credential.alg !== -257) return "bad-key";
      return verifyRs256(key, message, signature) ? "valid" : "bad-signature";
  }
}
