// What the gate may say to a courier, one JSON object per line. Nothing of a line is believed: the receipt carries the
// broker's signature, it names the ask by its digest, and the ask names the document by its own.
import { z } from "zod";
import { someBytesField } from "../documents/fields.ts";
import { brokerSignedField, documentField } from "../protocol/signed-wire.ts";

/** The longest line in bytes: a plan of a thousand accounts, and what goes with it. */
export const maxCourierLineBytes = 12 * 1024 * 1024;

/** The most bytes of a plan that travels. */
export const maxCarriedPlanBytes = 8 * 1024 * 1024;

/** One line to a courier. */
export const courierRequestSchema = z.strictObject({
  verb: z.literal("session"),
  /** The `rw.request/v1`, `rw.contacts/v1` or `rw.org-feature/v1` that was granted; its signatures are the broker's affair. */
  document: documentField,
  /** `rw.ask/v1`. */
  ask: documentField,
  /** `rw.receipt/v1` of the broker for that ask. */
  receipt: brokerSignedField,
  /** The plan that a `rw.contacts/v1` names by its hash; left out for others. */
  plan: someBytesField(maxCarriedPlanBytes).optional(),
});

/** One line to a courier. */
export type CourierRequest = Readonly<z.infer<typeof courierRequestSchema>>;

/** Its reply. */
export const courierReplySchema = z.discriminatedUnion("status", [
  /** An age file to the recipient in the document. */
  z.strictObject({ status: z.literal("done"), sealed: someBytesField(64 * 1024) }),
  z.strictObject({
    status: z.literal("refused"),
    /** The id of an error row. */
    error: z.string().max(80),
    /** Names and numbers, never secrets. */
    detail: z.string().max(500),
  }),
]);

/** Its reply. */
export type CourierReply = Readonly<z.infer<typeof courierReplySchema>>;
