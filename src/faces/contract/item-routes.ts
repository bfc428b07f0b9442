import { z } from "zod";
import { accountField, nameField, secondsField, someBytesField } from "../../domain/custody/documents/fields.ts";
import { storedSplitField } from "../../domain/custody/protocol/stored-split.ts";
import { route } from "./route.ts";

const nothing = z.strictObject({});

/** Keyed tag of a password (HMAC-SHA-256, first 8 bytes), 16 hex characters. */
export const passwordTagField = z.string().regex(/^[0-9a-f]{16}$/);

/** Why a password is one factor only, and that other copies of it may exist. */
export const itemFlagField = z.enum([
  "copies-elsewhere",
  "one-factor:pair-in-file",
  "one-factor:reused",
  "one-factor:short",
  "one-factor:unattested",
  "rotation-due",
]);

const standing = z.strictObject({ version: z.int().min(1), flags: z.array(z.string()), storedAt: secondsField });

const accountRow = z.strictObject({
  account: accountField,
  name: nameField,
  email: z.string().nullable(),
  P: standing.nullable(),
  /** By the broker's log; nothing of the seed is here. */
  S: z
    .strictObject({
      version: z.int().min(1),
      flags: z.array(z.string()),
      isProven: z.boolean(),
      storedAt: secondsField,
      origin: z.enum(["new-device", "import"]),
    })
    .nullable(),
  /** The release policy's rule; `null` when nobody may open the account. */
  rule: z.string().nullable(),
});

/** One item of an export of the password vault, still sealed. */
export const exportedItemField = z.strictObject({
  account: accountField,
  name: z.string(),
  email: z.string().nullable(),
  version: z.int().min(1),
  envelope: someBytesField(16 * 1024),
  /** An age file with the key's frame; `null` in sealed mode. */
  file: someBytesField(256 * 1024).nullable(),
  split: storedSplitField.nullable(),
});

/** What lies in the password vault. */
export const itemRoutes = {
  accounts: route("GET", "/v1/accounts", nothing, z.strictObject({ accounts: z.array(accountRow) })),
  putAccount: route(
    "PUT",
    "/v1/accounts/{account}",
    z.strictObject({
      name: nameField,
      /** The root user's address; `null` takes it away. */
      email: z
        .string()
        .max(254)
        .regex(/^[^\s@\p{Cc}\p{Cf}]+@[^\s@\p{Cc}\p{Cf}]+$/u)
        .nullable(),
    }),
    accountRow,
  ),
  /** A password that the client sealed; the gate adds its outer layer and never sees inside. */
  putPassword: route(
    "POST",
    "/v1/items/password",
    z.strictObject({
      account: accountField,
      /** The newest version plus one. */
      version: z.int().min(1),
      /** RWE1, the password under the item's own key. */
      envelope: someBytesField(16 * 1024),
      wrap: z.discriminatedUnion("kind", [
        /** An age file with the key's frame to the `recipientP` of every eligible opener. */
        z.strictObject({ kind: z.literal("standard"), file: someBytesField(256 * 1024) }),
        /** The key's split among custodians, each share an age file to its holder's `recipientP`. */
        z.strictObject({ kind: z.literal("sealed"), split: storedSplitField }),
      ]),
      /** An age file to the kit's recipient P; left out without a kit. */
      kit: someBytesField(32 * 1024).optional(),
      origin: z.enum(["generated", "typed", "import"]),
      flags: z.array(itemFlagField).max(6).default([]),
      tag: passwordTagField.optional(),
    }),
    z.strictObject({
      account: accountField,
      version: z.int().min(1),
      flags: z.array(z.string()),
      /** Accounts whose password has the same tag. */
      sameAs: z.array(accountField),
      /** Index of the gate's log entry. */
      logIndex: z.int(),
    }),
  ),
  /** The key for password tags: an age file to the `recipientP` of the operators, which the gate cannot open. */
  tagKey: route("GET", "/v1/items/tag-key", nothing, z.strictObject({ file: someBytesField(256 * 1024).nullable() })),
  putTagKey: route("PUT", "/v1/items/tag-key", z.strictObject({ file: someBytesField(256 * 1024) }), nothing),
} as const;
