import { z } from "zod";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { custodyAnswerErrors } from "../../custody/doctor/errors.ts";
import { jsonPlace } from "../json-place.ts";
import type { CustodyAnswer } from "../outcome.ts";

/** The part of a doctor's answer that a scan tells; what else stands there is for others. */
const answerSchema = z.object({
  schema: z.literal("rootward.custody/v1"),
  isReady: z.boolean(),
  line: z.string().min(1).max(300),
  items: z.array(z.object({ text: z.string().min(1).max(300), isMet: z.boolean().nullable() })).max(200),
});

/** The second answer of a scan, from what `custody doctor -f json` wrote. Throws CUSTODY_ANSWER_MALFORMED. */
export function parseCustodyAnswer(text: string, file: string): CustodyAnswer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const position = jsonPlace(text, file);
    throw new CodedError(custodyAnswerErrors.CUSTODY_ANSWER_MALFORMED, { detail: "it is not JSON", position, cause });
  }
  const read = answerSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new CodedError(custodyAnswerErrors.CUSTODY_ANSWER_MALFORMED, {
      detail: issue?.message ?? "not valid",
      position: { file, path: issue?.path.join(".") ?? "" },
    });
  }
  const { isReady, line, items } = read.data;
  return { status: "known", isReady, line, items };
}
