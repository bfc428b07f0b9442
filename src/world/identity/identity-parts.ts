// What the three passphrase files of an identity hold. They are JSON in age, so that `age -d` opens them without this
// program; each names its person, so that a file of another person is not taken for one's own.
import { z } from "zod";
import { Secret } from "../../domain/core/secret.ts";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { bytesField, idField, vaultField } from "../../domain/custody/documents/fields.ts";
import { jsonOf } from "./identity-person.ts";
import { damaged } from "./private-files.ts";

/** Which vault an age identity opens. */
export type Vault = "P" | "S";

/** The file of each part. */
export const partFiles = { sign: "sign.age", P: "vault-p.age", S: "vault-s.age" } as const;

const signSchema = z.strictObject({
  v: z.literal(1),
  person: idField,
  /** Ed25519 seeds: for documents, and for the custodian door. */
  key: z.strictObject({ sign: bytesField(32), door: bytesField(32) }),
});

const vaultSchema = z.strictObject({
  v: z.literal(1),
  person: idField,
  vault: vaultField,
  key: z.string().regex(/^AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{40,400}$/),
});

/** A read `sign.age`. */
export type SignPart = Readonly<z.infer<typeof signSchema>>;

/** A read `vault-p.age` or `vault-s.age`. */
export type VaultPart = Readonly<z.infer<typeof vaultSchema>>;

/** The plain text of a part. */
export function printPart(part: SignPart | VaultPart): Secret<Uint8Array> {
  return new Secret(utf8(JSON.stringify(part)));
}

/** Reads an opened `sign.age` of this person. Throws `IDENTITY_DAMAGED`. */
export function parseSignPart(plain: Secret<Uint8Array>, person: string, file: string): SignPart {
  const read = signSchema.safeParse(jsonOf(plain.reveal()));
  if (!read.success) throw damaged(file, "not the keys of a person");
  if (read.data.person !== person) throw damaged(file, `it is of ${read.data.person}, not of ${person}`);
  return read.data;
}

/** Reads an opened vault file of this person and vault. Throws `IDENTITY_DAMAGED`. */
export function parseVaultPart(plain: Secret<Uint8Array>, person: string, vault: Vault, file: string): VaultPart {
  const read = vaultSchema.safeParse(jsonOf(plain.reveal()));
  if (!read.success) throw damaged(file, "not the key of a vault");
  if (read.data.person !== person) throw damaged(file, `it is of ${read.data.person}, not of ${person}`);
  // SECURITY: with the files exchanged, shares of one vault would be opened and sent as those of the other.
  if (read.data.vault !== vault) throw damaged(file, `it is of vault ${read.data.vault}`);
  return read.data;
}
