// How a signed document travels: its exact bytes, never a parsed copy, and the signature beside them.
import { z } from "zod";
import { fromBase64url, toBase64url } from "../../crypto/base64url.ts";
import { maxDocumentBytes } from "../documents/read-custody-document.ts";
import { someBytesField } from "../documents/fields.ts";
import type { SignedDocument } from "../roster/verify-signed.ts";

const signatureField = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("key"), signature: someBytesField(64) }),
  z.strictObject({
    kind: z.literal("passkey"),
    clientDataJson: someBytesField(8192),
    authenticatorData: someBytesField(2048),
    signature: someBytesField(1024),
  }),
]);

/** The bytes of a document, base64url. */
export const documentField = someBytesField(maxDocumentBytes);

/** A document with a person's signature, as JSON; bytes are base64url. */
export const signedWireField = z.strictObject({ document: documentField, signature: signatureField });

/** A signed document as JSON. */
export type SignedWire = Readonly<z.infer<typeof signedWireField>>;

/** A document that the broker signed, as JSON. */
export const brokerSignedField = z.strictObject({ document: documentField, signature: someBytesField(64) });

/** A document that the broker signed, as JSON. */
export type BrokerSigned = Readonly<z.infer<typeof brokerSignedField>>;

/** The form in which a signed document travels. */
export function toSignedWire({ bytes, signature }: SignedDocument): SignedWire {
  const document = toBase64url(bytes);
  if (signature.kind === "key") {
    return { document, signature: { kind: "key", signature: toBase64url(signature.signature) } };
  }
  const { clientDataJson, authenticatorData, signature: bare } = signature.assertion;
  return {
    document,
    signature: {
      kind: "passkey",
      clientDataJson: toBase64url(clientDataJson),
      authenticatorData: toBase64url(authenticatorData),
      signature: toBase64url(bare),
    },
  };
}

/** The signed document that travelled; its shape was checked, nothing else. */
export function fromSignedWire({ document, signature }: SignedWire): SignedDocument {
  const bytes = bytesOf(document);
  if (signature.kind === "key") return { bytes, signature: { kind: "key", signature: bytesOf(signature.signature) } };
  return {
    bytes,
    signature: {
      kind: "passkey",
      assertion: {
        clientDataJson: bytesOf(signature.clientDataJson),
        authenticatorData: bytesOf(signature.authenticatorData),
        signature: bytesOf(signature.signature),
      },
    },
  };
}

/** Bytes of a field that a schema has found to be base64url. */
export function bytesOf(text: string): Uint8Array {
  return fromBase64url(text) ?? new Uint8Array();
}
