// Bech32 (BIP-173) as age uses it: the same checksum, no limit of 90 characters. Only written here: `age` itself
// reads what we print.

const charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;

/** Bytes under a human-readable part, in lower case. */
export function toBech32(prefix: string, bytes: Uint8Array): string {
  const values = inFives(bytes);
  const rest = checksum([...expanded(prefix), ...values]);
  return `${prefix}1${[...values, ...rest].map((value) => charset.charAt(value)).join("")}`;
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

/** Groups of 8 bits as groups of 5, the last one filled up with zeros. */
function inFives(bytes: Uint8Array): number[] {
  const groups: number[] = [];
  let held = 0;
  let count = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    count += 8;
    while (count >= 5) {
      count -= 5;
      groups.push((held >> count) & 31);
    }
    held &= (1 << count) - 1;
  }
  if (count > 0) groups.push((held << (5 - count)) & 31);
  return groups;
}
