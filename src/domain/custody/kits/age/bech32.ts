// Bech32 (BIP-173) as age uses it: the same checksum, no limit of 90 characters. Works on bytes and text alike small; the
// texts are keys, so nothing here ever names them in an error.

const charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;

/** Bytes under a human-readable part, in lower case. */
export function toBech32(prefix: string, bytes: Uint8Array): string {
  const values = regrouped(bytes, 8, 5, true) ?? [];
  const rest = checksum([...expanded(prefix), ...values]);
  return `${prefix}1${[...values, ...rest].map((value) => charset.charAt(value)).join("")}`;
}

/** What a bech32 text holds; `null` for a wrong checksum, mixed case, a foreign character or spare bits that are not zero. */
export function fromBech32(text: string): { readonly prefix: string; readonly bytes: Uint8Array } | null {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return null;
  const cut = lower.lastIndexOf("1");
  if (cut < 1 || lower.length - cut < 7 || !/^[\x21-\x7e]+$/.test(lower)) return null;
  const prefix = lower.slice(0, cut);
  const values = Array.from(lower.slice(cut + 1)).map((character) => charset.indexOf(character));
  if (values.includes(-1) || polymod([...expanded(prefix), ...values]) !== 1) return null;
  const bytes = regrouped(values.slice(0, -6), 5, 8, false);
  return bytes === null ? null : { prefix, bytes: Uint8Array.from(bytes) };
}

function checksum(values: readonly number[]): number[] {
  const sum = polymod([...values, 0, 0, 0, 0, 0, 0]) ^ 1;
  return [25, 20, 15, 10, 5, 0].map((shift) => (sum >> shift) & 31);
}

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of generators.entries()) if (((top >> bit) & 1) === 1) sum ^= generator;
  }
  return sum;
}

function expanded(prefix: string): number[] {
  const codes = Array.from(prefix).map((character) => character.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

/** Groups of `from` bits as groups of `to`; `null` when spare bits are a whole group or not zero. */
function regrouped(values: Iterable<number>, from: number, to: number, pads: boolean): number[] | null {
  const groups: number[] = [];
  let held = 0;
  let count = 0;
  for (const value of values) {
    held = (held << from) | value;
    count += from;
    while (count >= to) {
      count -= to;
      groups.push((held >> count) & ((1 << to) - 1));
    }
    held &= (1 << count) - 1;
  }
  if (pads) {
    if (count > 0) groups.push((held << (to - count)) & ((1 << to) - 1));
    return groups;
  }
  return count >= from || held !== 0 ? null : groups;
}
