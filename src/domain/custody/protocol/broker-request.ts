// What the gate, and through their own door the custodians, may say to the broker: six verbs, one JSON object per line, no
// query language. Everything inside that matters is signed; the line itself proves nothing.
import { z } from "zod";
import { documentField, signedWireField } from "./signed-wire.ts";
import { someBytesField } from "../documents/fields.ts";

/** The longest line in bytes. */
export const maxLineBytes = 64 * 1024;
/** The longest line of replies, and of rosters, release policies and resyncs. */
export const maxLongLineBytes = 4 * 1024 * 1024;
/** The most entries that one `log` reply holds. */
export const maxLogEntries = 256;

/** An age file with one share (RWS1), encrypted to the key that its document names. */
const shareField = someBytesField(16 * 1024);

/** One request line. */
export const brokerRequestSchema = z.discriminatedUnion("verb", [
  z.strictObject({ verb: z.literal("status") }),
  /** `rw.unseal/v1` with the share, encrypted to the boot key. */
  z.strictObject({ verb: z.literal("unseal"), signed: signedWireField, share: shareField }),
  /** `rw.request/v1`. */
  z.strictObject({ verb: z.literal("prepare"), signed: signedWireField }),
  /** A document that its person signed: also `rw.request/v1`, which with its approvals and shares is the grant. */
  z.strictObject({
    verb: z.literal("apply"),
    signed: signedWireField,
    approvals: z.array(signedWireField).max(64).default([]),
    shares: z.array(shareField).max(64).default([]),
  }),
  /** A document that a quorum alone decides on. */
  z.strictObject({
    verb: z.literal("apply-quorum"),
    document: documentField,
    approvals: z.array(signedWireField).max(64),
    shares: z.array(shareField).max(64).default([]),
    /** Log entries of a `rw.resync/v1`. */
    entries: z.array(someBytesField(65_535)).max(20_000).default([]),
  }),
  /** `rw.ask/v1`. */
  z.strictObject({ verb: z.literal("release"), signed: signedWireField }),
  z.strictObject({ verb: z.literal("log"), from: z.int().min(0), max: z.int().min(1).max(maxLogEntries) }),
]);

/** One request line. */
export type BrokerRequest = Readonly<z.infer<typeof brokerRequestSchema>>;

/** The request lines of one verb. */
export type BrokerRequestOf<V extends BrokerRequest["verb"]> = Extract<BrokerRequest, { readonly verb: V }>;
