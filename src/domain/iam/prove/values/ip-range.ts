/** A CIDR range: addresses that share their first `length` of `width` bits with `base`. */
export interface IpRange {
  readonly base: bigint;
  readonly length: number;
  readonly width: 32 | 128;
  /** A bare IPv6 address: AWS does not document what it covers. */
  readonly bareSix: boolean;
}

/** Reads an address or a range; a bare address is a range of one. Null when it is neither. */
export function readRange(text: string): IpRange | null {
  const [address = "", length, ...more] = text.split("/");
  const read = readAddress(address);
  if (read === null || more.length > 0) return null;
  if (length === undefined) return { ...read, length: read.width, bareSix: read.width === 128 };
  if (!/^[0-9]{1,3}$/.test(length) || Number(length) > read.width) return null;
  return { ...read, length: Number(length), bareSix: false };
}

/** An address as a number; null when it is none. */
export function readAddress(text: string): { readonly base: bigint; readonly width: 32 | 128 } | null {
  if (!text.includes(":")) {
    const four = readFour(text);
    return four === null ? null : { base: four, width: 32 };
  }
  const [front, back, ...more] = text.split("::");
  if (front === undefined || more.length > 0) return null;
  const left = readGroups(front, back === undefined);
  const right = back === undefined ? [] : readGroups(back, true);
  if (left === null || right === null) return null;
  const missing = 8 - left.length - right.length;
  if (back === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...left, ...Array.from({ length: missing }, () => 0), ...right];
  return { base: groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n), width: 128 };
}

/** Whether an address lies in a range. */
export function isInRange(range: IpRange, address: { readonly base: bigint; readonly width: number }): boolean {
  if (range.width !== address.width) return false;
  const rest = BigInt(range.width - range.length);
  return range.base >> rest === address.base >> rest;
}

/**
 * Addresses of which one stands in every region that the ranges cut the address space into. Ranges nest or are apart,
 * so a region starts where a range starts or right behind the end of one.
 */
export function addressesAround(ranges: readonly IpRange[]): readonly string[] {
  const found = new Set<string>(["10.0.0.1", "0.0.0.0", "::"]);
  for (const { base, length, width, bareSix } of ranges) {
    for (const bits of bareSix ? [length, 32] : [length]) {
      const rest = BigInt(width - bits);
      const first = (base >> rest) << rest;
      const behind = first + (1n << rest);
      found.add(addressText(first, width));
      if (behind < 1n << BigInt(width)) found.add(addressText(behind, width));
    }
  }
  return [...found];
}

function readFour(text: string): bigint | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256))
    return null;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function readGroups(text: string, mayEndInFour: boolean): number[] | null {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (mayEndInFour && index === parts.length - 1 && part.includes(".")) {
      const four = readFour(part);
      if (four === null) return null;
      groups.push(Number(four >> 16n), Number(four & 0xffffn));
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

function addressText(address: bigint, width: 32 | 128): string {
  if (width === 32) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
  const groups = Array.from({ length: 8 }, (_none, index) => (address >> BigInt(112 - 16 * index)) & 0xffffn);
  return groups.map((group) => group.toString(16)).join(":");
}
