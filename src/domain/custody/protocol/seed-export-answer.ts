// What stands in the sealed answer to an ask for an export of the seed vault.
import { z } from "zod";
import { Secret } from "../../core/secret.ts";
import { fromBase64url, toBase64url } from "../../crypto/base64url.ts";
import { canonicalBytes, readCanonical } from "../../crypto/canonical-json.ts";
import { accountField, deploymentField, hashField, someBytesField } from "../documents/fields.ts";

const answerField = z.strictObject({
  v: z.literal(1),
  deployment: deploymentField,
  documentHash: hashField,
  seeds: z.array(z.strictObject({ account: accountField, version: z.int().min(1), seed: someBytesField(256) })),
});

/** The seeds of an export, each with its account and version. */
export interface SeedExportAnswer {
  readonly deployment: string;
  /** D of the `rw.export` that it answers. */
  readonly documentHash: string;
  readonly seeds: readonly { readonly account: string; readonly version: number; readonly seed: Secret<Uint8Array> }[];
}

/** The plaintext of the age file. */
export function seedExportBytes({ deployment, documentHash, seeds }: SeedExportAnswer): Uint8Array {
  // SECURITY: the text of the seeds cannot be wiped; it lives as long as this one answer.
  const written = seeds.map(({ account, version, seed }) => ({ account, version, seed: toBase64url(seed.reveal()) }));
  return canonicalBytes({ v: 1, deployment, documentHash, seeds: written });
}

/** Reads it; `null` for anything else. */
export function readSeedExport(plain: Secret<Uint8Array>): SeedExportAnswer | null {
  try {
    const { deployment, documentHash, seeds } = answerField.parse(readCanonical(plain.reveal()));
    const read = seeds.map(({ account, version, seed }) => ({
      account,
      version,
      seed: new Secret(fromBase64url(seed) ?? new Uint8Array()),
    }));
    return { deployment, documentHash, seeds: read };
  } catch {
    return null;
  }
}
