// What stands in the sealed answer of a courier: a frame of kind `session` at the account that the session acts in, its
// version the ask's number `n`, with this document as its data.
import { z } from "zod";
import { Secret } from "../../core/secret.ts";
import { canonicalBytes, readCanonical } from "../../crypto/canonical-json.ts";
import { hashField, secondsField } from "../documents/fields.ts";

const key = z.string().min(1).max(4096);

const answerField = z.strictObject({
  /** D of the request or other document that the session was asked under. */
  requestHash: hashField,
  accessKeyId: key,
  secretAccessKey: key,
  sessionToken: z.string().min(1).max(16_384),
  /** When AWS ends it, Unix seconds. */
  expiresAt: secondsField,
  region: z.string().regex(/^[a-z0-9-]{1,40}$/),
});

/** One AWS session with what its receiver has to know of it; as secret as what it may do. */
export type SessionAnswer = Readonly<z.infer<typeof answerField>>;

/** The data of the frame. */
export function sessionAnswerBytes(answer: SessionAnswer): Secret<Uint8Array> {
  return new Secret(canonicalBytes(answer));
}

/** Reads the data of such a frame; `null` for anything else. */
export function readSessionAnswer(data: Secret<Uint8Array>): SessionAnswer | null {
  try {
    const read = answerField.safeParse(readCanonical(data.reveal()));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
