import { CodedError } from "../../core/coded-error.ts";
import { Secret } from "../../core/secret.ts";
import { type HmacHash, hmacOf } from "../../crypto/hmac.ts";
import { totpErrors } from "./errors.ts";

/** How a counter becomes a code. */
export interface HotpParameters {
  readonly hash: HmacHash;
  readonly digits: 6 | 8;
}

/**
 * The code of a counter (RFC 4226), with its leading zeros. Throws `CUSTODY_SEED_EMPTY`, and `CUSTODY_CLOCK_IMPOSSIBLE` for
 * a counter that is no whole number from 0 to 2^53 - 1.
 */
export function hotp(seed: Secret<Uint8Array>, counter: number, { hash, digits }: HotpParameters): Secret {
  if (!Number.isSafeInteger(counter) || counter < 0) {
    throw new CodedError(totpErrors.CUSTODY_CLOCK_IMPOSSIBLE, { detail: `step ${counter}` });
  }
  const key = seed.reveal();
  if (key.length === 0) throw new CodedError(totpErrors.CUSTODY_SEED_EMPTY);
  const mac = hmacOf(hash, key, eightBytes(counter));
  const number = truncated(mac) % 10 ** digits;
  mac.fill(0);
  return new Secret(String(number).padStart(digits, "0"));
}

/** Big-endian; JavaScript's shifts are 32 bits wide, so the two halves are made apart. */
function eightBytes(counter: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(counter / 2 ** 32));
  view.setUint32(4, counter % 2 ** 32);
  return bytes;
}

/** RFC 4226 section 5.3: four bytes from where the last half byte points, without the top bit. */
function truncated(mac: Uint8Array): number {
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  return new DataView(mac.buffer, mac.byteOffset).getUint32(offset) & 0x7fffffff;
}
