// Whose word a document is. The broker believes nothing that the gate says: only bytes with a signature by a key that its
// own pinned roster gives to the person the document names.
import { fromBase64url } from "../../crypto/base64url.ts";
import { verifyCredentialSignature } from "../../crypto/webauthn/verify-credential-signature.ts";
import { type Assertion, verifyAssertion } from "../../crypto/webauthn-assertion.ts";
import { isAuthRecent, timeOf } from "../documents/document-times.ts";
import type { Signer } from "../documents/fields.ts";
import {
  type CustodyDocument,
  type DocumentOf,
  type ReadCustodyDocument,
  readCustodyDocument,
} from "../documents/read-custody-document.ts";
import type { RosterCredential, RosterPerson } from "../documents/roster-document.ts";
import { type PersonalDocument, signerRuleOf } from "../documents/signer-of.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import { hasRole, personOf, type RosterView } from "./roster-view.ts";

declare const brand: unique symbol;

/** A signature as it travels beside a document. */
export type DocumentSignature =
  | { readonly kind: "key"; readonly signature: Uint8Array }
  | { readonly kind: "passkey"; readonly assertion: Assertion };

/** A document with the signature over its exact bytes. */
export interface SignedDocument {
  readonly bytes: Uint8Array;
  readonly signature: DocumentSignature;
}

/** A document whose signature was verified; only `verifySigned` makes one. */
export interface Verified<D extends CustodyDocument = PersonalDocument> {
  readonly [brand]: "Verified";
  readonly status: "verified";
  readonly read: ReadCustodyDocument<D>;
  readonly signer: Signer;
  readonly person: RosterPerson;
  readonly credential: RosterCredential;
  /** The passkey's new counter, to be kept; `null` for a key on the command line. */
  readonly counter: number | null;
  /** The counter of a synced passkey went back: taken, but people are told. */
  readonly hasCounterRegressed: boolean;
}

/** What the verifier knows besides the document. */
export interface VerifierState {
  readonly view: RosterView;
  /** The last counter of each passkey by credential id; 0 before its first use. */
  readonly lastCounterOf: (credId: string) => number;
}

/**
 * Verifies who signed these bytes: deployment, person, key, role, recent proof of identity, signature. Whether the
 * document is fresh and new is `checkArrival`'s to say. Throws as `readCustodyDocument`.
 */
export function verifySigned({ bytes, signature }: SignedDocument, state: VerifierState): Verified | Refused {
  const read = readCustodyDocument(bytes);
  const { document } = read;
  const { view } = state;
  if (document.deployment !== view.deployment) {
    return refused(custodyErrors.CUSTODY_OTHER_DEPLOYMENT, document.deployment);
  }
  const rule = signerRuleOf(document);
  if (rule === null || !isPersonal(read)) {
    return refused(custodyErrors.CUSTODY_SIGNER_UNKNOWN, `${document.type} has no signer`);
  }
  const { signer } = rule;
  const person = personOf(view, signer.person);
  const credential = person?.credentials.find(({ credId }) => credId === signer.cred) ?? null;
  if (person === null || credential === null) {
    return refused(custodyErrors.CUSTODY_SIGNER_UNKNOWN, `${signer.person} with key ${signer.cred.slice(0, 20)}`);
  }
  if ((credential.kind === "cli") !== (signer.via === "cli")) {
    return refused(custodyErrors.CUSTODY_SIGNER_UNKNOWN, `a ${credential.kind} key cannot sign via ${signer.via}`);
  }
  if (rule.roles.length > 0 && !rule.roles.some((role) => hasRole(person, role))) {
    return refused(custodyErrors.CUSTODY_ROLE_MISSING, `${person.id} is no ${rule.roles.join(" or ")}`);
  }
  if (!isAuthRecent(signer, timeOf(document))) {
    return refused(
      custodyErrors.CUSTODY_UNLOCK_STALE,
      `${person.id} ${signer.via}, ${timeOf(document) - signer.authTime} s`,
    );
  }
  const signed = signatureVerdict(read, signature, credential, state);
  if (signed.status === "bad") return refused(custodyErrors.CUSTODY_SIGNATURE_BAD, `${person.id}: ${signed.why}`);
  const { counter, hasCounterRegressed } = signed;
  return { status: "verified", read, signer, person, credential, counter, hasCounterRegressed } as Verified;
}

/** The same as a document of this type; `null` when it is of another. */
export function verifiedAs<T extends PersonalDocument["type"]>(
  verified: Verified,
  type: T,
): Verified<DocumentOf<T>> | null {
  // The type guard cannot see through the generic `read`.
  return verified.read.document.type === type ? (verified as unknown as Verified<DocumentOf<T>>) : null;
}

/** What a broker's signature is held against. */
export type BrokerPin = Pick<RosterView, "deployment" | "brokerSpki">;

/** Verifies a document that the broker's own key signs (`rw.broker-key`, `rw.receipt`) against the pinned key. */
export function isSignedByBroker(read: ReadCustodyDocument, signature: Uint8Array, view: BrokerPin): boolean {
  const { type, deployment } = read.document;
  if (type !== "rw.broker-key/v1" && type !== "rw.receipt/v1" && type !== "rw.status/v1") return false;
  const spki = fromBase64url(view.brokerSpki);
  if (deployment !== view.deployment || spki === null) return false;
  return verifyCredentialSignature({ alg: -8, spki }, read.message, signature) === "valid";
}

type SignatureVerdict =
  | { readonly status: "good"; readonly counter: number | null; readonly hasCounterRegressed: boolean }
  | { readonly status: "bad"; readonly why: string };

function signatureVerdict(
  { digest, message }: ReadCustodyDocument,
  signature: DocumentSignature,
  credential: RosterCredential,
  { view, lastCounterOf }: VerifierState,
): SignatureVerdict {
  const spki = fromBase64url(credential.spki);
  if (spki === null) return { status: "bad", why: "bad-key" };
  switch (credential.kind) {
    case "cli": {
      if (signature.kind !== "key") return { status: "bad", why: "a passkey's assertion for a key" };
      const verdict = verifyCredentialSignature({ alg: credential.alg, spki }, message, signature.signature);
      return verdict === "valid"
        ? { status: "good", counter: null, hasCounterRegressed: false }
        : { status: "bad", why: verdict };
    }
    case "passkey": {
      if (signature.kind !== "passkey") return { status: "bad", why: "a bare signature for a passkey" };
      // SECURITY: the origin that the roster pins for the credential's site, never one that came along.
      const site = view.sites.find(({ rpId }) => rpId === credential.rpId);
      if (site === undefined) return { status: "bad", why: `no site ${credential.rpId}` };
      const { alg, rpId, credId } = credential;
      const pinned = { alg, spki, rpId, origin: site.origin, lastCounter: lastCounterOf(credId) };
      const verdict = verifyAssertion({ credential: pinned, challenge: digest, assertion: signature.assertion });
      if (verdict.status === "refused") return { status: "bad", why: verdict.why };
      return { status: "good", counter: verdict.counter, hasCounterRegressed: verdict.hasCounterRegressed };
    }
  }
}

function isPersonal(read: ReadCustodyDocument): read is ReadCustodyDocument<PersonalDocument> {
  return signerRuleOf(read.document) !== null;
}
