import { z } from "zod";
import {
  accountField,
  accountFields,
  brokerCheckpointField,
  bytesField,
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

/** What state the broker is in; QUARANTINED beats both others. */
export const brokerStates = ["sealed", "unsealed", "quarantined"] as const;

/** What state the broker is in. */
export type BrokerState = (typeof brokerStates)[number];

/** `rw.status/v1`, signed by the broker: what it is and has pinned, and the key of this boot that secrets are sent to. */
export const statusSchema = z.strictObject({
  type: z.literal("rw.status/v1"),
  ...envelopeFields,
  state: z.enum(brokerStates),
  /** Ids of rows that say why it is not unsealed, or why releases pause. */
  why: z.array(z.string().regex(/^[A-Z][A-Z0-9_]{0,80}$/)).max(20),
  program: z.string().regex(/^[0-9A-Za-z.+-]{1,40}$/),
  separation: z.enum(["users", "none"]),
  hostId: bytesField(16),
  bootId: bytesField(16),
  bootKey: x25519RecipientField,
  rosterHash: hashField,
  releasePolicyHash: hashField,
  /** What the time sources said at last; `wrong` is more than 10 s. */
  clock: z.enum(["known", "unknown", "wrong"]),
  /** The broker's clock against its sources; 0 while unknown. */
  skewMs: z.int(),
  /** A quorum's correction while it is in force, else 0. */
  clockOffsetMs: z.int(),
  brokerCheckpoint: brokerCheckpointField,
  /** When a rehearsal ends; left out in a real deployment. */
  rehearsalEnds: secondsField.optional(),
});

/** A read `rw.status/v1`. */
export type StatusDocument = Readonly<z.infer<typeof statusSchema>>;
