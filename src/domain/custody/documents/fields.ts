import { z } from "zod";
import { fromBase64 } from "../../crypto/base64.ts";
import { fromBase64url } from "../../crypto/base64url.ts";
import { isKeyName } from "../../ledger/note/key-name.ts";

/** Base64url without padding of exactly so many bytes. */
export const bytesField = (length: number) =>
  z.string().refine((text) => fromBase64url(text)?.length === length, `base64url of ${length} bytes`);

/** Base64url without padding of at least one and at most so many bytes. */
export const someBytesField = (most: number) =>
  z
    .string()
    .max(Math.ceil((most * 4) / 3))
    .refine((text) => (fromBase64url(text)?.length ?? 0) > 0, "base64url");

/** A SHA-256 digest, e.g. D(doc) of another document. */
export const hashField = bytesField(32);

/** 16 random bytes. */
export const nonceField = bytesField(16);

/** Integer Unix seconds, at most in the year 9999. */
export const secondsField = z.int().min(0).max(253_402_300_799);

/** A whole number of at least one. */
export const countField = z.int().min(1);

/** `[a-z0-9-]{1,63}`; it stands in every digest and every envelope. */
export const deploymentField = z.string().regex(/^[a-z0-9-]{1,63}$/);

/** `<partition>:<12 digits>`. */
export const accountField = z.string().regex(/^(?:aws|aws-cn|aws-us-gov):[0-9]{12}$/);

/** The id of a person, group, rule or place: short, lower case, nothing that a screen could show in two ways. */
export const idField = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/);

/** A name for people's eyes: one line, at most 128 characters. */
export const nameField = z
  .string()
  .min(1)
  .max(128)
  // SECURITY: control and format characters (bidirectional overrides) could make a screen show another name.
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);

/** A credential's id as base64url, at most 1,023 bytes (WebAuthn level 3, section 5.1). */
export const credentialIdField = someBytesField(1023);

/** An age X25519 recipient; for keys of one request or one boot. */
export const x25519RecipientField = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/);

/** An age recipient of a person or kit: X25519, or hybrid post-quantum. */
export const recipientField = z.string().regex(/^age1(?:pq1)?[02-9ac-hj-np-z]{58,2000}$/);

/** A ULID; 48 bits of time, so its first character is at most 7. */
export const ulidField = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);

/** Which vault. */
export const vaultField = z.enum(["P", "S"]);

/** What a request may ask for. */
export const capabilities = ["assume-root", "code", "password"] as const;

/** One thing that a request may ask for. */
export type Capability = (typeof capabilities)[number];

/** A subset in ascending order, so that one set has one form. */
export const capabilitiesField = ascending(z.enum(capabilities)).min(1);

/** A list whose items rise, none twice. */
export function ascending<T extends z.ZodType<string>>(item: T) {
  return z
    .array(item)
    .max(1000)
    .refine((items) => items.every((each, at) => at === 0 || (items[at - 1] ?? "") < each), "ascending, none twice");
}

const originField = z.string().max(255).refine(isKeyName, "a log's origin");
const rootField = z.string().refine((text) => fromBase64(text)?.length === 32, "base64 of 32 bytes");

/** A log's head as a document names it. */
export const checkpointField = z.strictObject({ origin: originField, size: z.int().min(0), root: rootField });

/**
 * The last broker checkpoint that a client saw; `sig` is the base64 of the log's own signature line (key id and
 * signature, 68 bytes), empty only for the size 0 before genesis.
 */
export const brokerCheckpointField = z
  .strictObject({
    origin: originField,
    size: z.int().min(0),
    root: rootField,
    sig: z.string().refine((text) => text === "" || fromBase64(text)?.length === 68, "base64 of 68 bytes"),
  })
  .refine(({ size, sig }) => sig !== "" || size === 0, "a size without a signature");

/** A broker checkpoint inside a document. */
export type NamedCheckpoint = Readonly<z.infer<typeof brokerCheckpointField>>;

/** Who signs, with what and how fresh their proof of identity is. */
export const signerField = z.strictObject({
  person: idField,
  cred: credentialIdField,
  via: z.enum(["passkey", "offline", "cli"]),
  authTime: secondsField,
});

/** Who signed a document, as the document says; to be held against the roster. */
export type Signer = Readonly<z.infer<typeof signerField>>;

/** What every document has besides its type. */
export const envelopeFields = { deployment: deploymentField, nonce: nonceField, at: secondsField };

/** What every document about one account has besides its type. */
export const accountFields = { ...envelopeFields, account: accountField };
