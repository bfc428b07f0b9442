import type { Secret } from "../../core/secret.ts";
import { equalBytes, utf8 } from "../../crypto/bytes.ts";
import { totpCode } from "./totp-code.ts";
import type { TotpParameters } from "./totp-parameters.ts";

/** Two consecutive codes that a person read from the old authenticator, and the seed that is to be the same. */
export interface TwoCodes {
  readonly seed: Secret<Uint8Array>;
  readonly parameters: TotpParameters;
  readonly first: Secret;
  readonly second: Secret;
  /** The step of now. */
  readonly step: number;
}

/** How far the other authenticator's clock may be off, in steps. */
const tolerance = 2;

/**
 * The step whose code is the first, with the second behind it, at most two steps from now; `null` when the seed is another,
 * the codes are not consecutive, or the clocks differ by more. One code would match by chance five times as often as it
 * should; two in a row do not.
 */
export function matchTwoCodes({ seed, parameters, first, second, step }: TwoCodes): number | null {
  let found: number | null = null;
  for (let from = Math.max(0, step - tolerance); from <= step + tolerance; from++) {
    const isFirst = isSame(totpCode(seed, from, parameters), first);
    const isSecond = isSame(totpCode(seed, from + 1, parameters), second);
    if (isFirst && isSecond) found ??= from;
  }
  return found;
}

function isSame(one: Secret, other: Secret): boolean {
  return equalBytes(utf8(one.reveal()), utf8(other.reveal()));
}
