import { z } from "zod";
import {
  accountField,
  accountFields,
  brokerCheckpointField,
  envelopeFields,
  hashField,
  secondsField,
  x25519RecipientField,
} from "./fields.ts";

/** `rw.broker-key/v1`, signed by the broker: the recipient of one request that approvers re-encrypt their shares to. */
export const brokerKeySchema = z.strictObject({
  type: z.literal("rw.broker-key/v1"),
  ...accountFields,
  requestHash: hashField,
  recipient: x25519RecipientField,
  notAfter: secondsField,
  brokerCheckpoint: brokerCheckpointField,
});

/** `rw.receipt/v1`, signed by the broker: what it did with one document; `error` is the id of a row, empty when `ok`. */
export const receiptSchema = z
  .strictObject({
    type: z.literal("rw.receipt/v1"),
    ...envelopeFields,
    account: accountField.optional(),
    verb: z.enum(["unseal", "prepare", "apply", "release"]),
    what: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
    docHash: hashField,
    ok: z.boolean(),
    error: z.string().regex(/^(?:[A-Z][A-Z0-9_]{0,80})?$/),
    logIndex: z.int().min(0),
    brokerCheckpoint: brokerCheckpointField,
  })
  .refine(({ ok, error }) => ok === (error === ""), { message: "an error goes with a refusal" });

/** A read `rw.receipt/v1`. */
export type ReceiptDocument = Readonly<z.infer<typeof receiptSchema>>;
