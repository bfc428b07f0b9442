import { may, type Truth } from "../language/truth.ts";

/**
 * True when an address lies in a CIDR range. A bare IPv4 address means /32. For a bare IPv6 address AWS documents no
 * length: where /128 and the /32 of the text differ, may. Null when one of the texts is no address.
 */
export function matchIp(range: string, address: string): Truth | null {
  const slash = range.indexOf("/");
  const base = addressBytes(slash === -1 ? range : range.slice(0, slash));
  const value = addressBytes(address);
  if (base === null || value === null) return null;
  const bits = base.length * 8;
  if (slash === -1) {
    if (base.length !== value.length) return false;
    const isSame = sharePrefix(base, value, bits);
    if (isSame || base.length === 4 || !sharePrefix(base, value, 32)) return isSame;
    return may("AWS does not document what a bare IPv6 address covers");
  }
  const length = range.slice(slash + 1);
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return null;
  return base.length === value.length && sharePrefix(base, value, Number(length));
}

function sharePrefix(one: readonly number[], other: readonly number[], bits: number): boolean {
  for (let index = 0; index * 8 < bits; index += 1) {
    const rest = Math.min(8, bits - index * 8);
    const mask = (0xff << (8 - rest)) & 0xff;
    if (((one[index] ?? 0) & mask) !== ((other[index] ?? 0) & mask)) return false;
  }
  return true;
}

/** Four or sixteen bytes; null when the text is no address. */
function addressBytes(text: string): readonly number[] | null {
  return text.includes(":") ? sixBytes(text) : fourBytes(text);
}

function fourBytes(text: string): readonly number[] | null {
  const parts = text.split(".");
  if (parts.length !== 4) return null;
  const bytes = parts.map((part) => (/^(0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  return bytes.every((byte) => byte < 256) ? bytes : null;
}

function sixBytes(text: string): readonly number[] | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const front = groups(halves[0] ?? "");
  const back = groups(halves[1] ?? "");
  if (front === null || back === null) return null;
  const missing = 16 - front.length - back.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return null;
  return [...front, ...Array.from({ length: missing }, () => 0), ...back];
}

function groups(text: string): readonly number[] | null {
  if (text === "") return [];
  const bytes: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    const four = part.includes(".") && index === parts.length - 1 ? fourBytes(part) : null;
    if (four !== null) bytes.push(...four);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      const group = Number.parseInt(part, 16);
      bytes.push(group >> 8, group & 0xff);
    } else return null;
  }
  return bytes;
}
