import type { Range } from "./range-emptiness.ts";

/** Nine places behind the point; more are not understood. Doubled, so that a value lies between any two constants. */
const scale = 2n * 10n ** 9n;

/** A decimal number as a scaled whole number; null when the text is none, or is finer than nine places. */
export function numberValue(text: string): bigint | null {
  const found = /^([+-]?)(\d{1,40})(?:\.(\d{1,9}))?$/.exec(text);
  if (found === null) return null;
  const size = BigInt(found[2] ?? "") * scale + BigInt((found[3] ?? "").padEnd(9, "0")) * 2n;
  return found[1] === "-" ? -size : size;
}

/** A date (ISO 8601 to the second, with zone; or epoch seconds, not of four digits) on the scale of its seconds. */
export function dateValue(text: string): bigint | null {
  if (/^\d{5,12}$/.test(text)) return BigInt(text) * scale;
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?(Z|[+-]\d{2}:\d{2}))?$/.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "0", zone = "Z"] = found;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // 31 June is no date, though it can be counted.
  if (new Date(midnight).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return null;
  const shift = zone === "Z" ? 0 : (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))) * 60_000;
  const time = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(fraction.padEnd(3, "0"));
  const millis = midnight + time - (zone.startsWith("-") ? -shift : shift);
  return (BigInt(millis) * scale) / 1000n;
}

/** Where IPv6 begins on the line of all addresses: far behind IPv4. */
const six = 1n << 64n;

/** Every address there is. */
export const everyAddress: readonly Range[] = [
  { from: 0n, to: (1n << 32n) - 1n },
  { from: six, to: six + (1n << 128n) - 1n },
];

/**
 * The addresses of a CIDR range, or of one address; null when the text is neither. What a bare IPv6 address covers is
 * not documented: `widest` takes the /32 that a bare IPv4 address means, otherwise the address alone.
 */
export function addressRange(text: string, widest: boolean): Range | null {
  const found = /^([0-9a-fA-F:.]+)(?:\/(\d{1,3}))?$/.exec(text);
  const address = found?.[1] ?? "";
  const isSix = address.includes(":");
  const bits = isSix ? 128 : 32;
  const base = isSix ? sixValue(address) : fourValue(address);
  const length = found?.[2] === undefined ? (isSix && widest ? 32 : bits) : Number(found[2]);
  if (base === null || length > bits) return null;
  const free = BigInt(bits - length);
  const from = ((base >> free) << free) + (isSix ? six : 0n);
  return { from, to: from + (1n << free) - 1n };
}

function fourValue(text: string): bigint | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return null;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

/** Without the dotted form of the last two groups, which is left not understood. */
function sixValue(text: string): bigint | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [front = [], back = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - front.length - back.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...front, ...Array.from({ length: missing }, () => "0"), ...back];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}
