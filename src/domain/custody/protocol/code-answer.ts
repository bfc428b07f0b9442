// What stands in the sealed answer to an ask for a code: a frame of kind `code` at the account, its version the code's
// number `n`, with this document as its data.
import { z } from "zod";
import type { Secret } from "../../core/secret.ts";
import { canonicalBytes, readCanonical } from "../../crypto/canonical-json.ts";
import { hashField } from "../documents/fields.ts";

const answerField = z.strictObject({
  /** D of the request or other document that the code was asked under. */
  requestHash: hashField,
  code: z.string().regex(/^[0-9]{6}$/),
  step: z.int().min(0),
  /** Unix milliseconds. */
  stepEnd: z.int().min(0),
  /** The broker's clock when it answered, Unix milliseconds. */
  serverTime: z.int().min(0),
  n: z.int().min(1),
  of: z.int().min(1),
});

/** One code with what its receiver has to know of it. */
export type CodeAnswer = Readonly<z.infer<typeof answerField>>;

/** The data of the frame. */
export function codeAnswerBytes(answer: CodeAnswer): Uint8Array {
  return canonicalBytes(answer);
}

/** Reads the data of such a frame; `null` for anything else. */
export function readCodeAnswer(data: Secret<Uint8Array>): CodeAnswer | null {
  try {
    const read = answerField.safeParse(readCanonical(data.reveal()));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
