// What the custody processes take in: bytes that were signed. They are read once, strictly: one canonical form, known
// types, known fields. What is not understood is refused, as a field that one program skips could mean something to another.
import { z } from "zod";
import { CodedError } from "../../core/coded-error.ts";
import { toBase64url } from "../../crypto/base64url.ts";
import { readDocument } from "../../crypto/digest.ts";
import { custodyErrors } from "../errors.ts";
import { brokerKeySchema, receiptSchema, statusSchema } from "./broker-documents.ts";
import {
  approvalSchema,
  askSchema,
  breakSealSchema,
  closeSchema,
  sealSchema,
  seenSchema,
  signInSchema,
  unsealSchema,
  withdrawSchema,
} from "./decision-documents.ts";
import {
  attestSchema,
  drillSchema,
  enrolPairSchema,
  enrolSchema,
  exportSchema,
  livenessSchema,
  rekeySchema,
  replaceSchema,
  retireSchema,
  verifySchema,
} from "./item-documents.ts";
import { clockOffsetSchema, contactsSchema, orgFeatureSchema, resyncSchema } from "./quorum-documents.ts";
import { releasePolicySchema } from "./release-policy-document.ts";
import { requestSchema } from "./request-document.ts";
import { rosterSchema } from "./roster-document.ts";

const documentSchema = z.discriminatedUnion("type", [
  requestSchema,
  approvalSchema,
  askSchema,
  breakSealSchema,
  seenSchema,
  withdrawSchema,
  closeSchema,
  unsealSchema,
  sealSchema,
  brokerKeySchema,
  receiptSchema,
  statusSchema,
  signInSchema,
  enrolSchema,
  replaceSchema,
  enrolPairSchema,
  verifySchema,
  retireSchema,
  exportSchema,
  rekeySchema,
  drillSchema,
  livenessSchema,
  attestSchema,
  clockOffsetSchema,
  resyncSchema,
  orgFeatureSchema,
  contactsSchema,
  rosterSchema,
  releasePolicySchema,
]);

/** Any document that custody signs. */
export type CustodyDocument = Readonly<z.infer<typeof documentSchema>>;

/** The documents of one type. */
export type DocumentOf<T extends CustodyDocument["type"]> = Extract<CustodyDocument, { readonly type: T }>;

/** A document with what names it and what its signatures are over. */
export interface ReadCustodyDocument<D extends CustodyDocument = CustodyDocument> {
  readonly document: D;
  /** D(doc), 32 bytes. */
  readonly digest: Uint8Array;
  /** D(doc) as other documents name it: base64url. */
  readonly hash: string;
  /** What an Ed25519 key signs. */
  readonly message: Uint8Array;
}

/** The largest document in bytes: rosters and release policies; everything else is far smaller. */
export const maxDocumentBytes = 1024 * 1024;

/**
 * Reads one document from the bytes that were signed. Throws `CRYPTO_NOT_CANONICAL`, `CRYPTO_NOT_A_DOCUMENT`, and
 * `CUSTODY_DOCUMENT_FOREIGN` for an unknown type or field or a value that a field cannot have.
 */
export function readCustodyDocument(bytes: Uint8Array): ReadCustodyDocument {
  if (bytes.length > maxDocumentBytes) throw foreign(`${bytes.length} bytes`, "$");
  const { type, value, digest, message } = readDocument(bytes);
  const read = documentSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw foreign(`${type}: ${issue?.message ?? ""}`, ["$", ...(issue?.path ?? []).map(String)].join("."));
  }
  return { document: read.data, digest, hash: toBase64url(digest), message };
}

/** Reads a document that must be of this type. Throws as `readCustodyDocument`, `CUSTODY_DOCUMENT_FOREIGN` for others. */
export function readCustodyDocumentOf<T extends CustodyDocument["type"]>(
  type: T,
  bytes: Uint8Array,
): ReadCustodyDocument<DocumentOf<T>> {
  const read = readCustodyDocument(bytes);
  if (!isOfType(read, type)) throw foreign(`${read.document.type} where ${type} belongs`, "$.type");
  return read;
}

function isOfType<T extends CustodyDocument["type"]>(
  read: ReadCustodyDocument,
  type: T,
): read is ReadCustodyDocument<DocumentOf<T>> {
  return read.document.type === type;
}

function foreign(detail: string, path: string): CodedError {
  return new CodedError(custodyErrors.CUSTODY_DOCUMENT_FOREIGN, {
    detail: detail.slice(0, 300),
    position: { path: path.slice(0, 200) },
  });
}
