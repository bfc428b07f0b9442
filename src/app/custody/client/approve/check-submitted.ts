import type { Visit } from "../pins/visit.ts";
import type { Decided } from "../ports/gate.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";

/**
 * Where a decision completed the rule and was passed on, the broker's own receipt must say so; the gate's word is only its
 * word. Throws `CLIENT_RECEIPT_FORGED`, and the row of the broker's refusal.
 */
export function checkSubmitted(
  { submitted }: Pick<Decided, "submitted">,
  { view }: Pick<Visit, "view">,
  docHash: string,
): void {
  if (submitted === undefined) return;
  receiptOf(done(submitted).receipt, { verb: "apply", docHash }, view);
}
