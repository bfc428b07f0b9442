import { createHash } from "node:crypto";
import { toBase64url } from "../../src/domain/crypto/base64url.ts";
import { canonicalBytes } from "../../src/domain/crypto/canonical-json.ts";
import { documentDigest, documentMessage } from "../../src/domain/crypto/digest.ts";
import { publicKeyOf, signEd25519 } from "../../src/domain/crypto/ed25519.ts";
import type { ApprovalDocument } from "../../src/domain/custody/documents/decision-documents.ts";
import type { ReleasePolicyDocument, ReleaseRule } from "../../src/domain/custody/documents/release-policy-document.ts";
import type { RequestDocument } from "../../src/domain/custody/documents/request-document.ts";
import type {
  RosterCredential,
  RosterDocument,
  RosterPerson,
} from "../../src/domain/custody/documents/roster-document.ts";
import {
  type CustodyDocument,
  readCustodyDocument,
  type ReadCustodyDocument,
} from "../../src/domain/custody/documents/read-custody-document.ts";
import type { VerifiedDecision } from "../../src/domain/custody/roster/quorum-missing.ts";
import { approvalKeyId, type RosterView } from "../../src/domain/custody/roster/roster-view.ts";
import type { SignedDocument, Verified } from "../../src/domain/custody/roster/verify-signed.ts";
import { printVerifierKey, verifierKey } from "../../src/domain/ledger/note/verifier-key.ts";

/** The moment of the test documents, in Unix seconds. */
export const now = 1_795_230_100;

const hashOf = (text: string) => new Uint8Array(createHash("sha256").update(text).digest());
const ed25519Start = Uint8Array.from([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]);

/** The private seed of a named test key. */
export function seedOf(name: string): Uint8Array {
  return hashOf(`seed ${name}`);
}

/** The SubjectPublicKeyInfo of a named test key, base64url. */
export function spkiOf(name: string): string {
  return toBase64url(Uint8Array.from([...ed25519Start, ...publicKeyOf(seedOf(name))]));
}

/** A text that looks like an age X25519 recipient. */
export function recipientOf(name: string): string {
  const letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  const bytes = [...hashOf(`recipient ${name}`), ...hashOf(`more ${name}`)];
  return `age1${bytes
    .slice(0, 58)
    .map((byte) => letters.charAt(byte % 32))
    .join("")}`;
}

/** A random-looking nonce, another at each name. */
export function nonceOf(name: string): string {
  return toBase64url(hashOf(`nonce ${name}`).slice(0, 16));
}

/** A key on the command line. */
export function cliKey(name: string): RosterCredential {
  return { kind: "cli", credId: toBase64url(hashOf(`id ${name}`).slice(0, 9)), spki: spkiOf(name), alg: -8 };
}

/** The same key as a passkey of the test site. */
export function passkey(name: string): RosterCredential {
  return { ...cliKey(name), kind: "passkey", alg: -8, rpId: "rootward.example", be: false };
}

/** A person who has every right role for the tests, with one key on the command line. */
export function person(id: string, change: Partial<RosterPerson> = {}): RosterPerson {
  return {
    id,
    name: `Person ${id}`,
    idp: [{ iss: "https://idp.example", sub: id }],
    roles: ["approver", "custodian", "requester"],
    credentials: [cliKey(id)],
    recipientP: recipientOf(`${id} P`),
    recipientS: recipientOf(`${id} S`),
    activeFrom: 0,
    ...change,
  };
}

/** A roster of jane, omar, ana and carl whose next version needs two of them. */
export function roster(change: Partial<RosterDocument> = {}): RosterDocument {
  const persons = change.persons ?? ["jane", "omar", "ana", "carl"].map((id) => person(id));
  const members = persons.map(({ id }) => id).toSorted();
  return {
    type: "rw.roster/v1",
    deployment: "acme",
    nonce: nonceOf("roster"),
    at: now - 60,
    version: 1,
    previous: "",
    separation: "users",
    sites: [{ rpId: "rootward.example", origin: "https://rootward.example" }],
    persons,
    groups: [{ name: "security", members }],
    broker: { spki: spkiOf("broker"), doorSpki: toBase64url(hashOf("door")) },
    kitRecipients: { P: recipientOf("kit P"), S: recipientOf("kit S") },
    logKeys: {
      gate: printVerifierKey(verifierKey("log", "rootward.example/acme/gate", publicKeyOf(seedOf("gate log")))),
      broker: printVerifierKey(verifierKey("log", "rootward.example/acme/broker", publicKeyOf(seedOf("broker log")))),
    },
    witnesses: { vkeys: [], min: 0 },
    quorum: { all: [{ group: "security", min: 2 }] },
    ...change,
  };
}

/** A view of these people in which all keys count since long. */
export function viewOf(document: RosterDocument, hash = readOf(document).hash): RosterView {
  const { deployment, version, sites, persons, groups, broker, quorum } = document;
  const keys = persons.flatMap(({ id, credentials }) =>
    credentials.map((each) => [approvalKeyId(id, each), 0] as const),
  );
  const approvesFrom = Object.fromEntries(keys);
  return { deployment, hash, version, sites, persons, groups, brokerSpki: broker.spki, quorum, approvesFrom };
}

/** The document as it reads from its own bytes. */
export function readOf<D extends CustodyDocument>(document: D): ReadCustodyDocument<D> {
  return readCustodyDocument(canonicalBytes(document)) as ReadCustodyDocument<D>;
}

/** The document with a command line signature by the named key. */
export function signedBy(name: string, document: CustodyDocument): SignedDocument {
  const signature = signEd25519(seedOf(name), documentMessage(document));
  return { bytes: canonicalBytes(document), signature: { kind: "key", signature } };
}

/** What a broker checkpoint looks like. */
export const brokerCheckpoint = {
  origin: "rootward.example/acme/broker",
  size: 0,
  root: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
  sig: "",
};

/** A decision about the document of this hash by a person's first key. */
export function decision(
  of: RosterPerson,
  requestHash: string,
  change: Partial<ApprovalDocument> = {},
): ApprovalDocument {
  const at = change.at ?? now;
  const [key] = of.credentials;
  return {
    type: "rw.approval/v1",
    deployment: "acme",
    nonce: nonceOf(`${of.id} ${requestHash} ${at} ${change.decision ?? ""}`),
    requestHash,
    decision: "approve",
    group: "",
    approver: {
      person: of.id,
      cred: key?.credId ?? "",
      via: key?.kind === "passkey" ? "passkey" : "cli",
      authTime: at - 10,
    },
    brokerKey: "",
    brokerCheckpoint,
    ...change,
    at,
  };
}

/** The decision as if its signature had been verified; verifying has tests of its own. */
export function verified(of: RosterPerson, document: ApprovalDocument): VerifiedDecision {
  const [credential] = of.credentials;
  // A small stand-in for the read document: thousands of these are made.
  const read = { document, hash: document.nonce, digest: new Uint8Array(), message: new Uint8Array() };
  const given = { status: "verified", read, signer: document.approver, person: of, credential };
  return { ...given, counter: null, hasCounterRegressed: false } as unknown as VerifiedDecision;
}

/** Any document as if its signature had been verified. */
export function verifiedDocument<D extends CustodyDocument>(of: RosterPerson, document: D): Verified<D> {
  const [credential] = of.credentials;
  return { status: "verified", read: readOf(document), person: of, credential } as unknown as Verified<D>;
}

/** A request by this person. */
export function request(of: RosterPerson, view: RosterView, change: Partial<RequestDocument> = {}): RequestDocument {
  const [key] = of.credentials;
  return {
    type: "rw.request/v1",
    deployment: "acme",
    account: "aws:123456789012",
    nonce: nonceOf(`request ${of.id}`),
    createdAt: now - 60,
    expiresAt: now + 1700,
    requestId: "01JDADA7V0000000000000000A",
    accountName: "prod-payments",
    capabilities: ["code", "password"],
    purpose: "lockout",
    reasonHash: toBase64url(hashOf("reason")),
    requester: { person: of.id, cred: key?.credId ?? "", via: "cli", authTime: now - 70 },
    recipientP: recipientOf("request P"),
    recipientS: recipientOf("request S"),
    maxCodes: 3,
    ttlSeconds: 900,
    releasePolicyHash: toBase64url(hashOf("policy")),
    rosterHash: view.hash,
    checkpoint: { origin: "rootward.example/acme/gate", size: 0, root: brokerCheckpoint.root },
    brokerCheckpoint,
    ...change,
  };
}

/** A rule that needs two of the group `security`. */
export function rule(change: Partial<ReleaseRule> = {}): ReleaseRule {
  return {
    name: "default",
    accounts: "others",
    all: [{ group: "security", min: 2 }],
    delaySeconds: 0,
    capabilities: ["code", "password"],
    maxCodes: 3,
    window: 900,
    breakSeal: { allowed: true, delay: 1800 },
    sealed: [],
    rotateAfter: 86_400,
    contactsWait: 172_800,
    ...change,
  };
}

/** A release policy of these rules. */
export function policy(
  rules: readonly ReleaseRule[],
  change: Partial<ReleasePolicyDocument> = {},
): ReleasePolicyDocument {
  return {
    type: "rw.release-policy/v1",
    deployment: "acme",
    nonce: nonceOf("policy"),
    at: now - 60,
    version: 1,
    previous: "",
    rules: [...rules],
    solo: false,
    ...change,
  };
}

/** D of a document as others name it. */
export function hashName(document: CustodyDocument): string {
  return toBase64url(documentDigest(document));
}
