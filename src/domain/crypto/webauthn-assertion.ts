// Verifies one passkey tap (WebAuthn level 3, section 7.2) over a document's digest. Broker, gate, browser and offline
// verifier run this same code: whoever relays a signature is never asked whether it is good.
import { concat, equalBytes, utf8 } from "./bytes.ts";
import { toBase64url } from "./base64url.ts";
import { sha256 } from "./sha256.ts";
import { type AuthenticatorData, readAuthenticatorData } from "./webauthn/authenticator-data.ts";
import { readClientData } from "./webauthn/client-data.ts";
import { type CredentialAlgorithm, verifyCredentialSignature } from "./webauthn/verify-credential-signature.ts";

/** A passkey as the roster pins it, with the counter of the last assertion that was taken (0 before the first). */
export interface PinnedCredential {
  readonly alg: CredentialAlgorithm;
  /** SubjectPublicKeyInfo DER, as `getPublicKey()` gave it at registration. */
  readonly spki: Uint8Array;
  readonly rpId: string;
  /** Exact, e.g. `https://vault.example.com`. */
  readonly origin: string;
  readonly lastCounter: number;
}

/** What `navigator.credentials.get()` returned. */
export interface Assertion {
  readonly clientDataJson: Uint8Array;
  readonly authenticatorData: Uint8Array;
  readonly signature: Uint8Array;
}

/** Which tap is to be verified, by whom, over what. */
export interface AssertionAsk {
  readonly credential: PinnedCredential;
  /** The digest that must have been the challenge. */
  readonly challenge: Uint8Array;
  readonly assertion: Assertion;
}

/** Why a tap is refused. */
export type AssertionRefusal =
  | "not-client-data"
  | "wrong-type"
  | "wrong-challenge"
  | "wrong-origin"
  | "cross-origin"
  | "not-authenticator-data"
  | "wrong-rp-id"
  | "no-user-presence"
  | "no-user-verification"
  | "wrong-backup-flags"
  | "bad-key"
  | "bad-signature"
  | "counter-regressed";

/** What a tap proved. */
export type AssertionVerdict =
  | {
      readonly status: "valid";
      /** To be kept as the next `lastCounter` when it is larger. */
      readonly counter: number;
      readonly isBackupEligible: boolean;
      readonly isBackedUp: boolean;
      /** The counter did not grow on a synced passkey: taken, but people are told. */
      readonly hasCounterRegressed: boolean;
    }
  | { readonly status: "refused"; readonly why: AssertionRefusal };

/** Verifies one assertion: client data, authenticator data, signature, counter, in this order. Never throws. */
export function verifyAssertion({ credential, challenge, assertion }: AssertionAsk): AssertionVerdict {
  const wrong = clientDataWrong(assertion.clientDataJson, credential.origin, challenge);
  if (wrong !== null) return refused(wrong);
  const data = readAuthenticatorData(assertion.authenticatorData);
  if (data === null) return refused("not-authenticator-data");
  const unfit = authenticatorWrong(data, credential.rpId);
  if (unfit !== null) return refused(unfit);
  const message = concat(assertion.authenticatorData, sha256(assertion.clientDataJson));
  const signed = verifyCredentialSignature(credential, message, assertion.signature);
  if (signed !== "valid") return refused(signed);
  // INVARIANT: the counter is judged behind the signature, or anyone could raise the alarm of a cloned key.
  const hasCounterRegressed = regressed(credential.lastCounter, data.counter);
  if (hasCounterRegressed && !data.isBackupEligible) return refused("counter-regressed");
  const { counter, isBackupEligible, isBackedUp } = data;
  return { status: "valid", counter, isBackupEligible, isBackedUp, hasCounterRegressed };
}

function clientDataWrong(bytes: Uint8Array, origin: string, challenge: Uint8Array): AssertionRefusal | null {
  const data = readClientData(bytes);
  if (data === null) return "not-client-data";
  if (data.type !== "webauthn.get") return "wrong-type";
  // SECURITY: as text, so that only the one spelling of the digest passes, and never for an empty challenge.
  if (challenge.length === 0 || data.challenge !== toBase64url(challenge)) return "wrong-challenge";
  if (data.origin !== origin) return "wrong-origin";
  // A page inside another site's frame; browsers name the outer site only then.
  if ((data.crossOrigin !== undefined && data.crossOrigin !== false) || data.topOrigin !== undefined) {
    return "cross-origin";
  }
  return null;
}

function authenticatorWrong(data: AuthenticatorData, rpId: string): AssertionRefusal | null {
  if (!equalBytes(data.rpIdHash, sha256(utf8(rpId)))) return "wrong-rp-id";
  if (!data.isUserPresent) return "no-user-presence";
  if (!data.isUserVerified) return "no-user-verification";
  // Backed up without being eligible contradicts itself (section 7.2).
  if (data.isBackedUp && !data.isBackupEligible) return "wrong-backup-flags";
  return null;
}

/** Synced passkeys send 0 always; only two real counts can be compared. */
function regressed(last: number, now: number): boolean {
  return last !== 0 && now !== 0 && now <= last;
}

function refused(why: AssertionRefusal): AssertionVerdict {
  return { status: "refused", why };
}
