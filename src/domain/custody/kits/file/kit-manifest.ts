// The public half of a kit: what its sheets are held against and what the servers encrypt to. No secret is in it.
import { z } from "zod";
import { fromUtf8, utf8 } from "../../../crypto/bytes.ts";
import { deploymentField, hashField, vaultField, x25519RecipientField } from "../../documents/fields.ts";
import { type Refused, refused } from "../../refused.ts";
import { kitErrors } from "../errors.ts";
import { readSplitManifest, type SplitManifest } from "../shares/split-manifest.ts";

const dateField = z.string().regex(/^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/);

const manifestFileSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("rootward-kit"),
  deployment: deploymentField,
  vault: vaultField,
  kitId: z.string().regex(/^[0-9a-f]{16}$/),
  /** The age recipient of the kit's key; it enters the roster. */
  recipient: x25519RecipientField,
  madeOn: dateField,
  expiresOn: dateField,
  split: z.unknown(),
  /** SHA-256 of what `kit-canary.age` holds, base64url. */
  canary: hashField,
});

/** A kit's manifest. */
export interface KitManifest extends Readonly<Omit<z.infer<typeof manifestFileSchema>, "split">> {
  readonly split: SplitManifest;
}

/** The manifest as a file. */
export function printKitManifest(manifest: KitManifest): Uint8Array {
  return utf8(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** Reads a manifest file. Refused by `CUSTODY_MANIFEST_UNFIT`. */
export function readKitManifest(
  bytes: Uint8Array,
): { readonly status: "read"; readonly manifest: KitManifest } | Refused {
  const unfit = (detail: string) => refused(kitErrors.CUSTODY_MANIFEST_UNFIT, detail);
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(bytes) ?? "");
  } catch {
    return unfit("it is not JSON");
  }
  const read = manifestFileSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    return unfit(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unfit"}`);
  }
  const split = readSplitManifest(read.data.split);
  if (split.status === "refused") return split;
  if (split.manifest.vault !== read.data.vault) return unfit("its split is of another vault");
  return { status: "read", manifest: { ...read.data, split: split.manifest } };
}
