import { toBase64url } from "../../src/domain/crypto/base64url.ts";
import { canonicalBytes } from "../../src/domain/crypto/canonical-json.ts";
import { documentMessage } from "../../src/domain/crypto/digest.ts";
import { signEd25519 } from "../../src/domain/crypto/ed25519.ts";
import {
  contactsPlanSchema,
  type ContactsPlan,
  kindsOf,
  planBytes,
  planHash,
} from "../../src/domain/custody/contacts/contacts-plan.ts";
import type { ReceiptDocument } from "../../src/domain/custody/documents/broker-documents.ts";
import type { AskDocument } from "../../src/domain/custody/documents/decision-documents.ts";
import type { CustodyDocument, DocumentOf } from "../../src/domain/custody/documents/read-custody-document.ts";
import type { CourierRequest } from "../../src/domain/custody/sessions/courier-lines.ts";
import { brokerCheckpoint, cliKey, nonceOf, now, readOf, recipientOf, seedOf } from "./people.ts";

/** The organization of the samples. */
export const management = "aws:111111111111";
/** A member of it. */
export const member = "aws:333333333333";

const common = { deployment: "acme", nonce: nonceOf("document"), at: now - 10 };
const signer = (person: string) => ({ person, cred: cliKey(person).credId, via: "cli" as const, authTime: now - 10 });
const checkpoint = { origin: "rootward.example/acme/gate", size: 0, root: brokerCheckpoint.root };

/** A granted request for one task in a member. */
export function taskRequest(change: Partial<DocumentOf<"rw.request/v1">> = {}): DocumentOf<"rw.request/v1"> {
  return {
    type: "rw.request/v1",
    deployment: "acme",
    account: member,
    nonce: nonceOf("request"),
    createdAt: now - 10,
    expiresAt: now + 1790,
    requestId: "01JDADA7V0000000000000000A",
    accountName: "pay",
    capabilities: ["assume-root"],
    purpose: "bucket-policy",
    reasonHash: "XCrr7f8QwVofspGs_vIQbWLNurZA7zCswN6RgdKt-dY",
    requester: signer("jane"),
    recipientP: recipientOf("once P"),
    recipientS: recipientOf("once S"),
    maxCodes: 3,
    ttlSeconds: 600,
    releasePolicyHash: readOf(checkpointless).hash,
    rosterHash: readOf(checkpointless).hash,
    checkpoint,
    brokerCheckpoint,
    taskPolicy: "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy",
    ...change,
  };
}

/** A decided switch of central root access. */
export const featureDocument: DocumentOf<"rw.org-feature/v1"> = {
  type: "rw.org-feature/v1",
  ...common,
  account: management,
  feature: "RootSessions",
  on: true,
  asker: "jane",
  recipientS: recipientOf("once S"),
};

const checkpointless: CustodyDocument = featureDocument;

/** A plan that gives one member another phone. */
export const phonePlan: ContactsPlan = contactsPlanSchema.parse({
  schema: "rootward.contacts-plan/v1",
  deployment: "acme",
  madeAt: now - 100,
  management,
  organization: "o-abcdefghij",
  accounts: [
    {
      account: member,
      name: "pay",
      changes: [{ kind: "primary", old: contact("+1 555 0100"), new: contact("+1 555 0199") }],
      tell: { mailboxes: [], phones: [], people: [] },
    },
  ],
});

function contact(phone: string) {
  return {
    FullName: "Jane Doe",
    AddressLine1: "Main Street 1",
    City: "Bern",
    PostalCode: "3000",
    CountryCode: "CH",
    PhoneNumber: phone,
  };
}

/** The document that a plan is decided by. */
export function contactsDocument(
  plan: ContactsPlan = phonePlan,
  change: Partial<DocumentOf<"rw.contacts/v1">> = {},
): DocumentOf<"rw.contacts/v1"> {
  return {
    type: "rw.contacts/v1",
    ...common,
    accounts: plan.accounts.map(({ account }) => account),
    kinds: [...kindsOf(plan)],
    planHash: planHash(plan),
    waitSeconds: 172_800,
    operator: signer("paul"),
    asker: "paul",
    recipientS: recipientOf("once S"),
    ...change,
  };
}

/** What a test changes on the way from a document to a line. */
export interface ErrandChange {
  readonly ask?: Partial<AskDocument>;
  readonly receipt?: Partial<ReceiptDocument>;
  /** Whose key signs the receipt. */
  readonly key?: string;
  readonly plan?: ContactsPlan;
}

/** The line that a gate sends for a document, with the broker's receipt. */
export function errandLine(
  document: CustodyDocument,
  { ask = {}, receipt = {}, key = "broker", plan }: ErrandChange = {},
): CourierRequest {
  const asked: AskDocument = {
    type: "rw.ask/v1",
    deployment: "acme",
    nonce: nonceOf("ask"),
    at: now,
    requestHash: readOf(document).hash,
    what: "assume-root",
    n: 1,
    asker: signer("jane"),
    brokerCheckpoint,
    ...ask,
  };
  const given: ReceiptDocument = {
    type: "rw.receipt/v1",
    deployment: "acme",
    nonce: nonceOf("receipt"),
    at: now,
    verb: "release",
    what: "assume-root",
    docHash: readOf(asked).hash,
    ok: true,
    error: "",
    logIndex: 3,
    brokerCheckpoint,
    ...receipt,
  };
  const bytes = (each: CustodyDocument): string => toBase64url(canonicalBytes(each));
  return {
    verb: "session",
    document: bytes(document),
    ask: bytes(asked),
    receipt: { document: bytes(given), signature: toBase64url(signEd25519(seedOf(key), documentMessage(given))) },
    ...(plan === undefined ? {} : { plan: toBase64url(planBytes(plan)) }),
  };
}
