import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { Secret } from "../../../../domain/core/secret.ts";
import { matchTwoCodes } from "../../../../domain/custody/totp/match-two-codes.ts";
import { readCode } from "../../../../domain/custody/totp/read-code.ts";
import { awsTotp } from "../../../../domain/custody/totp/totp-parameters.ts";
import { stepAt } from "../../../../domain/custody/totp/totp-step.ts";
import { clientErrors } from "../errors.ts";

/**
 * Holds a seed against two consecutive codes that a person read from the old device, before anything leaves this computer: a
 * seed that was cut, or is another account's, makes codes too, only not these. `typed` are the two texts as typed. Throws
 * `CLIENT_CODES_UNREADABLE`, `CLIENT_CODES_DIFFER`.
 */
export function checkTwoCodes(seed: Secret<Uint8Array>, typed: readonly string[], nowMs: number): void {
  const [first, second, ...more] = typed.map((text) => readCode(text));
  if (first === null || first === undefined || second === null || second === undefined || more.length > 0) {
    throw new CodedError(clientErrors.CLIENT_CODES_UNREADABLE);
  }
  const found = matchTwoCodes({ seed, parameters: awsTotp, first, second, step: stepAt(nowMs) });
  if (found === null) throw new CodedError(clientErrors.CLIENT_CODES_DIFFER);
}
