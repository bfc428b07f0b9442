import { z } from "zod";
import { someBytesField } from "../documents/fields.ts";
import { brokerSignedField } from "./signed-wire.ts";
import { storedSplitField } from "./stored-split.ts";

const refusedReply = z.strictObject({
  status: z.literal("refused"),
  /** The id of an error row. */
  error: z.string().max(80),
  /** Names and numbers, never secrets. */
  detail: z.string().max(500),
  /** `rw.receipt/v1` where the refusal is logged. */
  receipt: brokerSignedField.optional(),
});

/** What the broker did not do, and why. */
export type RefusedReply = Readonly<z.infer<typeof refusedReply>>;

/** Every reply line by its verb. */
export const brokerReplySchemas = {
  status: z.strictObject({
    status: z.literal("done"),
    /** `rw.status/v1`. */
    signed: brokerSignedField,
    /** While sealed: the split of the key-encryption key; left out when it is an age file's. */
    unsealing: storedSplitField.optional(),
    /** While sealed: shares taken in this round. */
    have: z.int().optional(),
    need: z.int().optional(),
    /** The newest checkpoint note, base64url; left out before the first entry. */
    checkpoint: someBytesField(64 * 1024).optional(),
  }),
  unseal: z.strictObject({
    status: z.literal("done"),
    have: z.int(),
    need: z.int(),
    isUnsealed: z.boolean(),
    receipt: brokerSignedField,
  }),
  prepare: z.strictObject({
    status: z.literal("done"),
    /** `rw.broker-key/v1`; left out in standard mode, where nothing is re-encrypted. */
    brokerKey: brokerSignedField.optional(),
    /** The shares of the seed's key; left out in standard mode. */
    split: storedSplitField.optional(),
    receipt: brokerSignedField,
  }),
  apply: z.strictObject({
    status: z.literal("done"),
    receipt: brokerSignedField,
    /** Unix seconds when a document with a delay comes into force, or a grant becomes ready. */
    dueAt: z.int().optional(),
  }),
  release: z.discriminatedUnion("status", [
    z.strictObject({
      status: z.literal("done"),
      receipt: brokerSignedField,
      /** An age file to the recipient in the document asked under; left out where the receipt is all. */
      sealed: someBytesField(2 * 1024 * 1024).optional(),
    }),
    /** Nothing was spent; ask again, with a new document, at this time of the broker's clock in Unix milliseconds. */
    z.strictObject({ status: z.literal("wait"), untilMs: z.int(), serverTimeMs: z.int() }),
  ]),
  log: z.strictObject({
    status: z.literal("done"),
    /** From `from` on, base64url. */
    entries: z.array(someBytesField(65_535)),
    size: z.int(),
    /** The newest checkpoint note, base64url; left out before the first entry. */
    checkpoint: someBytesField(64 * 1024).optional(),
  }),
} as const;

/** Reads the reply line of a verb, also the one that refuses. */
export function brokerReplySchema<V extends BrokerVerb>(verb: V) {
  return z.union([brokerReplySchemas[verb], refusedReply]);
}

/** What a reply line belongs to; `apply-quorum` is answered as `apply`. */
export type BrokerVerb = keyof typeof brokerReplySchemas;

/** What the broker answers to a verb. */
export type BrokerReply<V extends BrokerVerb> = Readonly<z.infer<(typeof brokerReplySchemas)[V]>> | RefusedReply;
