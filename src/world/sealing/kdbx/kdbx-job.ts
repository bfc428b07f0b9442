// What goes into the worker and comes out of it. Secrets are bytes whose memory moves with the message.
import { z } from "zod";

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "bytes");
const field = z.tuple([z.string(), bytes]);

/** What the worker is asked to do. */
export const kdbxJobSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("read"),
    file: bytes,
    password: bytes.nullable(),
    keyFile: bytes.nullable(),
  }),
  z.strictObject({
    kind: z.literal("write"),
    name: z.string(),
    password: bytes,
    kdf: z.strictObject({ memoryBytes: z.int(), rounds: z.int(), parallelism: z.int() }),
    entries: z.array(z.array(z.strictObject({ name: z.string(), value: bytes, isProtected: z.boolean() }))),
  }),
]);

/** What the worker is asked to do. */
export type KdbxJob = z.infer<typeof kdbxJobSchema>;

/** What it answers. */
export const kdbxReplySchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("read"),
    entries: z.array(
      z.strictObject({ uuid: z.string(), group: z.array(z.string()), isRecycled: z.boolean(), fields: z.array(field) }),
    ),
  }),
  z.strictObject({ status: z.literal("written"), file: bytes }),
  z.strictObject({
    status: z.literal("failed"),
    code: z.enum([
      "SEALING_KDBX_FOREIGN",
      "SEALING_KDBX_UNSUPPORTED",
      "SEALING_KDBX_COSTLY",
      "SEALING_KDBX_TOO_LARGE",
      "SEALING_KDBX_WRONG_KEY",
      "SEALING_KDBX_DAMAGED",
    ]),
    detail: z.string(),
  }),
]);

/** What it answers. */
export type KdbxReply = z.infer<typeof kdbxReplySchema>;
