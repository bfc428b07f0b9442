import { z } from "zod";
import { CodedError } from "../../domain/core/coded-error.ts";
import { fromBase64url } from "../../domain/crypto/base64url.ts";
import { fromUtf8 } from "../../domain/crypto/bytes.ts";
import { readCredentialKey } from "../../domain/crypto/webauthn/credential-key.ts";
import {
  bytesField,
  credentialIdField,
  deploymentField,
  idField,
  nameField,
  recipientField,
  someBytesField,
} from "../../domain/custody/documents/fields.ts";
import { identityErrors } from "./errors.ts";

/** What others may know of a person's command line identity: it goes into the roster. */
export const identityPersonSchema = z.strictObject({
  v: z.literal(1),
  deployment: deploymentField,
  id: idField,
  name: nameField,
  credId: credentialIdField,
  /** Ed25519 SubjectPublicKeyInfo of the signing key. */
  spki: someBytesField(1024),
  recipientP: recipientField,
  recipientS: recipientField,
  /** SHA-256 of the SubjectPublicKeyInfo of the key for the custodian door. */
  doorSpki: bytesField(32),
});

/** The public part of a person's identity. */
export type IdentityPerson = Readonly<z.infer<typeof identityPersonSchema>>;

/** Reads the public part from its file's bytes; `file` is for the message. Throws `IDENTITY_DAMAGED`. */
export function parseIdentityPerson(bytes: Uint8Array, file: string): IdentityPerson {
  const damaged = (detail: string, path?: string): CodedError =>
    new CodedError(identityErrors.IDENTITY_DAMAGED, { detail: detail.slice(0, 300), position: { file, path } });
  const read = identityPersonSchema.safeParse(jsonOf(bytes));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw damaged(issue?.message ?? "no JSON", ["$", ...(issue?.path ?? []).map(String)].join("."));
  }
  const person = read.data;
  if (readCredentialKey(fromBase64url(person.spki) ?? new Uint8Array())?.kind !== "ed25519") {
    throw damaged("no Ed25519 key", "$.spki");
  }
  // SECURITY: one key for both vaults would undo their separation.
  if (person.recipientP === person.recipientS) throw damaged("one recipient for both vaults", "$.recipientS");
  return person;
}

/** The public part as the text of its file. */
export function printIdentityPerson(person: IdentityPerson): string {
  return `${JSON.stringify(person, null, 2)}\n`;
}

/** What JSON bytes spell; `undefined` when they are none. */
export function jsonOf(bytes: Uint8Array): unknown {
  const text = fromUtf8(bytes);
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
