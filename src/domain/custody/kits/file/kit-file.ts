// What a kit's age file holds. Servers can add to a kit and never read it: every item is an age file to the kit's own
// recipient already, made by whoever encrypted the item, and the kit is the list of them, encrypted once more.
import { z } from "zod";
import { fromUtf8, utf8 } from "../../../crypto/bytes.ts";
import {
  accountField,
  countField,
  deploymentField,
  nameField,
  someBytesField,
  vaultField,
} from "../../documents/fields.ts";
import { type Refused, refused } from "../../refused.ts";
import { kitErrors } from "../errors.ts";

const kitFileSchema = z.strictObject({
  v: z.literal(1),
  deployment: deploymentField,
  vault: vaultField,
  /** Unix milliseconds. */
  madeMs: z.int().min(0),
  /** For whoever opens it with `age` alone. */
  readme: z.string().max(2000),
  items: z
    .array(
      z.strictObject({
        account: accountField,
        name: nameField.optional(),
        version: countField,
        /** The age file, base64url. */
        file: someBytesField(64 * 1024),
      }),
    )
    .max(100_000),
});

/** A kit once its outer age file is open. */
export type KitFile = Readonly<z.infer<typeof kitFileSchema>>;

/** One account's item in a kit. */
export type KitItem = KitFile["items"][number];

const readme =
  "Each item's file is base64url of an age file to the same key: restore the padding, decode, and run age -d -i key.txt. " +
  "Inside is one JSON line; its data is base64url of the password in UTF-8 (vault P) or of the seed's bytes (vault S). " +
  "A code is TOTP with SHA-1, 6 digits, 30 seconds.";

/** The plaintext of a kit. */
export function writeKitFile(kit: Omit<KitFile, "v" | "readme">): Uint8Array {
  return utf8(`${JSON.stringify({ v: 1, ...kit, readme })}\n`);
}

/** Reads the plaintext of a kit. Refused by `CUSTODY_KIT_UNREADABLE`. */
export function readKitFile(bytes: Uint8Array): { readonly status: "read"; readonly kit: KitFile } | Refused {
  const unreadable = (detail: string) => refused(kitErrors.CUSTODY_KIT_UNREADABLE, detail);
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(bytes) ?? "");
  } catch {
    return unreadable("it is not JSON");
  }
  const read = kitFileSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    return unreadable(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unfit"}`);
  }
  return { status: "read", kit: read.data };
}
