import { combine, split } from "shamir-secret-sharing";
import { CodedError } from "../../domain/core/coded-error.ts";
import { Secret } from "../../domain/core/secret.ts";
import { sealingErrors } from "./errors.ts";
import type { Shamir } from "./sealing.ts";

/**
 * Shamir's scheme by an audited library. Throws `SEALING_SPLIT_IMPOSSIBLE`, `SEALING_SHARES_UNFIT`. Combining wrong shares
 * gives a wrong key without a word: check shares and their MACs as `domain/custody/kits/shares` does.
 */
export const shamir: Shamir = {
  async split(secret, threshold, total) {
    const bytes = plain(secret);
    const isPossible = [threshold, total].every((each) => Number.isInteger(each) && each >= 2 && each <= 255);
    if (!isPossible || threshold > total || bytes.length === 0) {
      throw new CodedError(sealingErrors.SEALING_SPLIT_IMPOSSIBLE, {
        detail: `${threshold} of ${total}, ${bytes.length} bytes`,
      });
    }
    try {
      return (await split(bytes, total, threshold)).map((value) => new Secret(value));
    } finally {
      bytes.fill(0);
    }
  },

  async combine(values) {
    const parts = values.map(plain);
    try {
      check(parts);
      return new Secret(await combine(parts));
    } finally {
      for (const part of parts) part.fill(0);
    }
  },
};

/** A copy that is a real `Uint8Array`: the library looks at the constructor and refuses a `Buffer`. */
function plain(secret: Secret<Uint8Array>): Uint8Array {
  return Uint8Array.from(secret.reveal());
}

function check(parts: readonly Uint8Array[]): void {
  const [first] = parts;
  if (first === undefined || parts.length < 2 || parts.length > 255) throw unfit(`${parts.length} shares`);
  if (first.length < 2 || parts.some((part) => part.length !== first.length)) throw unfit("of different lengths");
  const places = parts.map((part) => part.at(-1) ?? 0);
  // Where x is 0 lies the secret itself: such a "share" would decide the result alone.
  if (places.includes(0)) throw unfit("one has x = 0");
  if (new Set(places).size !== places.length) throw unfit("two have one x");
}

function unfit(detail: string): CodedError {
  return new CodedError(sealingErrors.SEALING_SHARES_UNFIT, { detail });
}
