// What of a broker set up on another host the gate's host needs: it is carried over as a file. Everything in it is public;
// a founder compares the six words of the roster that it ends up in.
import { z } from "zod";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { fromUtf8 } from "../../../domain/crypto/bytes.ts";
import { bytesField, deploymentField, someBytesField } from "../../../domain/custody/documents/fields.ts";
import { setUpErrors } from "./errors.ts";

const brokerPublicSchema = z.strictObject({
  v: z.literal(1),
  deployment: deploymentField,
  host: z.string().min(1).max(253),
  mode: z.enum(["users", "rehearsal", "solo"]),
  logKey: z.string().max(512),
  spki: someBytesField(1024),
  doorSpki: bytesField(32),
  doorPort: z.int().min(1).max(65_535),
});

/** The public part of a broker. */
export type BrokerPublic = Readonly<z.infer<typeof brokerPublicSchema>>;

/** Reads the file; `file` is for the message. Throws `SETUP_DRAFT_FOREIGN`. */
export function parseBrokerPublic(bytes: Uint8Array, file: string): BrokerPublic {
  return parseJson(brokerPublicSchema, bytes, file);
}

/** Reads JSON of a schema. Throws `SETUP_DRAFT_FOREIGN` with the position. */
export function parseJson<T>(schema: z.ZodType<T>, bytes: Uint8Array, file: string): T {
  const read = schema.safeParse(jsonOf(bytes));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new CodedError(setUpErrors.SETUP_DRAFT_FOREIGN, {
    detail: (issue?.message ?? "").slice(0, 300),
    position: { file, path: ["$", ...(issue?.path ?? []).map(String)].join(".").slice(0, 200) },
  });
}

function jsonOf(bytes: Uint8Array): unknown {
  const text = fromUtf8(bytes);
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
