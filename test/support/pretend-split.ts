// Shamir's scheme over GF(2^8) with the polynomial 0x11b, the secret at x = 0, written plainly for tests: the product
// uses an audited library for it.
import { Secret } from "../../src/domain/core/secret.ts";
import type { MadeSplit } from "../../src/domain/custody/kits/shares/make-shares.ts";
import { type Share, shareValue } from "../../src/domain/custody/kits/shares/share.ts";

const bytesFrom = (start: number) => Uint8Array.from({ length: 32 }, (_, at) => (start + at) & 255);

function times(one: number, other: number): number {
  let product = 0;
  for (let bit = 0, shifted = one; bit < 8; bit++) {
    if (((other >> bit) & 1) === 1) product ^= shifted;
    shifted = shifted & 0x80 ? ((shifted << 1) ^ 0x11b) & 255 : shifted << 1;
  }
  return product;
}

function inverse(value: number): number {
  for (let other = 1; other < 256; other++) if (times(value, other) === 1) return other;
  throw new Error("zero has no inverse");
}

function at(x: number, coefficients: readonly Uint8Array[]): Uint8Array {
  const value = new Uint8Array(33);
  for (let byte = 0; byte < 32; byte++) {
    let y = 0;
    for (const each of coefficients.toReversed()) y = times(y, x) ^ (each[byte] ?? 0);
    value[byte] = y;
  }
  value[32] = x;
  return value;
}

/** The value at x of secret 00…1f with second coefficient 20…3f. */
export const valueAt = (x: number): Uint8Array => at(x, [bytesFrom(0), bytesFrom(32)]);

/** Secret 00…1f, second coefficient 20…3f, vault P, split id 1122334455667788, 2 of 3, x = index. */
export function knownSplit(): MadeSplit {
  return {
    vault: "P",
    splitId: Uint8Array.of(0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88),
    threshold: 2,
    secret: new Secret(bytesFrom(0)),
    values: [1, 2, 3].map((x) => new Secret(valueAt(x))),
  };
}

/** A split of any size, with x that are not the index. */
export function anySplit(threshold: number, total: number): MadeSplit {
  const coefficients = Array.from({ length: threshold }, (_, each) => bytesFrom(17 * each + 5));
  return {
    vault: "S",
    splitId: new Uint8Array(8).fill(threshold),
    threshold,
    secret: new Secret(coefficients[0] ?? new Uint8Array(32)),
    values: Array.from({ length: total }, (_, each) => new Secret(at(255 - 7 * each, coefficients))),
  };
}

/** What interpolating these shares at x = 0 gives, right or wrong. */
export function combined(shares: readonly Share[]): Uint8Array {
  const points = shares.map((share) => shareValue(share).reveal());
  return Uint8Array.from({ length: 32 }, (_, byte) => {
    let sum = 0;
    for (const point of points) {
      let term = point[byte] ?? 0;
      for (const other of points) {
        if (other === point) continue;
        const [x = 0, xo = 0] = [point[32], other[32]];
        term = times(term, times(xo, inverse(x ^ xo)));
      }
      sum ^= term;
    }
    return sum;
  });
}
