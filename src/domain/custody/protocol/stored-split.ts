import { z } from "zod";
import { idField, someBytesField } from "../documents/fields.ts";

/** A share as it lies at rest, an age file to its holder's own recipient. */
export const storedShareField = z.strictObject({
  holder: idField,
  index: z.int().min(1),
  file: someBytesField(16_384),
});

/** A share as it lies at rest. */
export type StoredShare = Readonly<z.infer<typeof storedShareField>>;

/** A split's public list (see `split-manifest.ts`) and its shares; the receiver reads the manifest by that schema. */
export const storedSplitField = z.strictObject({ manifest: z.unknown(), shares: z.array(storedShareField).max(255) });

/** A split's public list and its shares. */
export type StoredSplit = Readonly<z.infer<typeof storedSplitField>>;
